import type { Japanese } from '../catalogue';
import type { uploads as en } from '../en/uploads';

export const uploads: Japanese<typeof en> = {
  title: 'アップロード',
  drop: '写真をドロップしてアップロード',
  dropHint: 'ファイルはいくつでも、フォルダーごとでも',
  uploading: '{total} 件中 {number} 件目をアップロード中',
  processing: '{total} 件中 {number} 件を処理中',
  finished: 'アップロードが完了しました',
  finishedWithProblems: 'アップロードは完了しましたが、問題があります',
  starting: '開始しています',
  countReady: '準備完了 {count} 件',
  countProcessing: '処理中 {count} 件',
  countDuplicate: '登録済み {count} 件',
  countRefused: '受付不可 {count} 件',
  countFailed: '失敗 {count} 件',
  fold: 'アップロード一覧をたたむ',
  unfold: 'アップロード一覧を開く',
  close: 'アップロードを閉じる',
  progress: 'アップロードの進捗',
  cancelRest: '残りをキャンセル',
  tryAgain: '{count} 件を再試行',
  more: 'ほか {count} 件',

  waiting: '待機中',
  checking: '確認中',
  isProcessing: '処理中',
  open: '開く',
  duplicate: '登録済み',
  refused: '受付不可',
  failed: '失敗',
};
