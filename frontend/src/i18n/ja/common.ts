import type { Japanese } from '../catalogue';
import type { common as en } from '../en/common';

export const common: Japanese<typeof en> = {
  add: '追加',
  cancel: 'キャンセル',
  copied: 'コピーしました',
  copy: 'コピー',
  done: '完了',
  keepIt: '残す',
  save: '保存',
  unsavedTitle: '保存せずに移動しますか？',
  unsaved: 'ここで変更した内容はまだ保存されておらず、失われます。',
  stay: 'このページに残る',
  leave: '移動する',
  tryAgain: '再試行',
  didNotWork: '操作できませんでした',
  unknownError: '問題が発生しました。もう一度お試しください。',
  refused: 'サーバーが拒否しました（{status}）。',

  name: '名前',
  description: '説明',
  label: 'ラベル',
  never: 'なし',
  sentences: '{first}{second}',
  percent: '{value}%',

  images: '画像 {count} 枚',
  labels: 'ラベル {count} 個',
  objects: 'オブジェクト {count} 個',
  projects: 'プロジェクト {count} 件',
};
