import type { Chinese } from '../catalogue';
import type { common as en } from '../en/common';

export const common: Chinese<typeof en> = {
  add: '添加',
  cancel: '取消',
  copied: '已复制',
  copy: '复制',
  done: '完成',
  keepIt: '保留',
  save: '保存',
  unsavedTitle: '不保存就离开？',
  unsaved: '您在此处的更改尚未保存，将会丢失。',
  stay: '留在此处',
  leave: '离开',
  tryAgain: '重试',
  didNotWork: '操作未成功',
  unknownError: '出错了。请重试。',
  refused: '服务器拒绝了此操作（{status}）。',

  name: '名称',
  description: '说明',
  label: '标签',
  never: '永不',
  sentences: '{first}{second}',
  percent: '{value}%',

  images: '{count} 张图像',
  labels: '{count} 个标签',
  objects: '{count} 个对象',
  projects: '{count} 个项目',
};
