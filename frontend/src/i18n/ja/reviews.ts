import type { Japanese } from '../catalogue';
import type { reviews as en } from '../en/reviews';

export const reviews: Japanese<typeof en> = {
  title: 'レビュー',
  waiting: '{count} 枚の画像がレビューを待っています',
  oldest: '最も古いものは {when} から',
  person: '提出者',
  anybody: '全員',
  label: 'ラベル',
  anyLabel: 'すべてのラベル',
  consensus: '複数人の合意',
  gone: 'すでにいないメンバー',
  agreed: '一致度 {value}',
  again: '{number} 回目',
  open: '{image} をレビュー',
  emptyTitle: 'レビューを待つ画像はありません',
  empty:
    'アノテーターが画像を提出すると、待ち時間の長い順にここに並びます。「次をレビュー」で 1 枚ずつ渡され、同じ画像がほかの人に渡ることはありません。',
  noneLikeThat: '条件に合う画像はありません。',
  clearFilters: '待っているものをすべて表示',

  reasons: '差し戻しの理由',
  reasonsHint: 'レビュアーは画像を差し戻すときにここから選び、自分の言葉を加えられます。',
  reasonsField: '理由',
  reasonsPlaceholder: '理由を入力して Enter を押してください',
  reasonsSaved: '理由を保存しました。',
  choose: '何が問題ですか',
  openComments: '未解決のコメント {count} 件',
};
