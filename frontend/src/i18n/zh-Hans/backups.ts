import type { Chinese } from '../catalogue';
import type { backups as en } from '../en/backups';

export const backups: Chinese<typeof en> = {
  restore: '恢复备份',
  restoreTitle: '从备份恢复项目',
  hint: '它会成为一个新项目；现有内容不会改变。',
  file: '备份',
  dropFile: '将备份拖放到此处，或点击选择',
  fileHint: 'Stipple 生成的 zip：导出 → Stipple 备份',
  inPart: '恢复受损备份中完好的部分',
  inPartHint: '否则受损的备份会被拒绝。勾选后，报告会说明缺少什么。',
  start: '恢复',
  uploadProgress: '上传进度',
  progress: '恢复进度',
  goesOn: '关闭后仍会继续。结束之前，项目名称会注明。',
  whole: '全部内容都已恢复。',
  notWhole: '未能全部恢复；项目名称会注明。',
  failed: '备份未恢复。',
  people: '不是此团队的成员，因此只保留姓名：{names}',
  open: '打开项目',
  exportHint: '照片、含完整历史的标注、评论、审核和版本。团队管理者可以用它重新建立项目。',
};
