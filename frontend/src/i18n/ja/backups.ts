import type { Japanese } from '../catalogue';
import type { backups as en } from '../en/backups';

export const backups: Japanese<typeof en> = {
  restore: 'バックアップを復元',
  restoreTitle: 'バックアップからプロジェクトを復元',
  hint: '新しいプロジェクトになります。既存のものは変わりません。',
  file: 'バックアップ',
  dropFile: 'ここにバックアップをドロップするか、クリックして選択',
  fileHint: 'Stipple が作成した zip：エクスポート → Stipple バックアップ',
  inPart: '破損したバックアップの無傷な部分を復元する',
  inPartHint: '指定しないと破損したバックアップは拒否されます。指定すると、不足分が報告されます。',
  start: '復元',
  uploadProgress: 'アップロードの進行状況',
  progress: '復元の進行状況',
  goesOn: '閉じても続行されます。終わるまでプロジェクト名に表示されます。',
  whole: 'すべて復元されました。',
  notWhole: 'すべては復元できませんでした。プロジェクト名に表示されます。',
  failed: 'バックアップは復元されませんでした。',
  people: 'このチームのメンバーではないため名前のみ：{names}',
  open: 'プロジェクトを開く',
  exportHint:
    '写真、全履歴付きアノテーション、コメント、レビュー、バージョン。チームのマネージャーが再びプロジェクトにできます。',
};
