import type { Chinese } from '../catalogue';
import type { projects as en } from '../en/projects';

export const projects: Chinese<typeof en> = {
  title: '项目',
  search: '搜索',
  searchProjects: '搜索项目',
  newProject: '新建项目',
  accepted: '{count} 张已通过',
  noDescription: '暂无说明',

  noMatchTitle: '没有匹配的项目',
  noMatch: '没有名为“{search}”的项目。请尝试输入名称的一部分。',
  firstTitle: '创建您的第一个项目',
  first: '项目包含照片以及要在其中查找的内容的标签。为项目命名，拖入照片，然后点击第一个对象。',
  noneTitle: '还没有项目',
  none: '团队的管理者创建项目或让您加入项目后，项目就会出现在这里。如果您还不属于任何团队，请让管理者添加您：需要您的用户名或电子邮件地址。',

  descriptionHint: '团队需要了解的内容：哪些照片、哪些对象、哪些不用标注。',
  organization: '团队',
  organizationHint: '团队成员可按各自的角色查看该项目。',
  preset: '初始标签',
  presetHint: '可随时重命名、更改颜色或添加。',
  create: '创建项目',

  presetOne: '单个标签：对象',
  presetEveryday: '日常物品',
  presetStreet: '街景',
  presetNature: '土地与自然',
  presetNone: '暂无标签',
};
