import type { Japanese } from '../catalogue';
import type { events as en } from '../en/events';

export const events: Japanese<typeof en> = {
  'team-created': 'チームを作成',
  'team-changed': 'チームを変更',
  'member-added': 'メンバーを追加',
  'member-removed': 'メンバーを削除',
  'role-changed': 'ロールを変更',
  'ownership-transferred': '所有権を移譲',
  'invitation-made': '招待を作成',
  'invitation-accepted': '招待を承諾',
  'invitation-revoked': '招待を取り消し',
  'group-created': 'グループを作成',
  'group-changed': 'グループを変更',
  'group-deleted': 'グループを削除',
  'project-created': 'プロジェクトを作成',
  'project-changed': 'プロジェクトを変更',
  'project-deleted': 'プロジェクトを削除',
  'project-role-given': 'プロジェクトのロールを付与',
  'project-role-taken': 'プロジェクトのロールを解除',
  'image-deleted': '画像を削除',
  'export-made': '書き出しを作成',
  'token-created': 'トークンを作成',
  'token-revoked': 'トークンを削除',
};
