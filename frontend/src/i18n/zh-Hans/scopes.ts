import type { Chinese } from '../catalogue';
import type { scopes as en } from '../en/scopes';

export const scopes: Chinese<typeof en> = {
  read: '读取',
  annotate: '读取和标注',
  manage: '全部',
  readMay: '可查看您能看到的一切并导出，不做任何更改。',
  annotateMay: '还可在您的角色允许范围内标注、提交、审核和评论。',
  manageMay: '可执行您的角色允许的一切操作，但账户、团队和令牌除外。',
};
