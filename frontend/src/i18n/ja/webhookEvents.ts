import type { Japanese } from '../catalogue';
import type { webhookEvents as en } from '../en/webhookEvents';

export const webhookEvents: Japanese<typeof en> = {
  'project.created': 'プロジェクト作成',
  'project.updated': 'プロジェクト変更',
  'project.deleted': 'プロジェクト削除',
  'member.joined': 'メンバー参加',
  'member.updated': '役割変更',
  'member.left': 'メンバー離脱',
  'label.created': 'ラベル追加',
  'label.updated': 'ラベル変更',
  'label.deleted': 'ラベル削除',
  'image.created': '画像アップロード',
  'image.deleted': '画像削除',
  'annotation.submitted': '提出',
  'annotation.accepted': '承認',
  'annotation.rejected': '却下',
  'comment.created': 'コメント・返信',
  'comment.resolved': 'スレッド解決',
  'comment.reopened': 'スレッド再開',
  'job.finished': 'インポート・エクスポート・版の作成が終了',
  'version.created': 'バージョン完成',
  'version.deleted': 'バージョン削除',
};
