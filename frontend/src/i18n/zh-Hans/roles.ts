import type { Chinese } from '../catalogue';
import type { roles as en } from '../en/roles';

export const roles: Chinese<typeof en> = {
  owner: '所有者',
  manager: '负责人',
  reviewer: '审核员',
  annotator: '标注员',
  viewer: '只读成员',

  ownerMay: '所有者：拥有全部权限，也可指定其他所有者。',
  managerMay: '负责人：管理项目、标签、图像以及级别低于负责人的成员。',
  reviewerMay: '审核员：标注、通过或退回图像、导出。',
  annotatorMay: '标注员：标注并提交图像。',
  viewerMay: '只读成员：可以查看，不能修改。',
};
