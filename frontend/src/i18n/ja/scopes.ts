import type { Japanese } from '../catalogue';
import type { scopes as en } from '../en/scopes';

export const scopes: Japanese<typeof en> = {
  read: '読み取り',
  annotate: '読み取りとアノテーション',
  manage: 'すべて',
  readMay: 'あなたに見えるものをすべて閲覧し、書き出しできます。何も変更しません。',
  annotateMay: 'さらに、あなたのロールの範囲でアノテーション、提出、レビュー、コメントができます。',
  manageMay: 'アカウント、チーム、トークンを除き、あなたのロールでできることをすべて行えます。',
};
