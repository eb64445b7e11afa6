import type { Japanese } from '../catalogue';
import type { sourceCounts as en } from '../en/sourceCounts';

export const sourceCounts: Japanese<typeof en> = {
  added: '追加 {n}',
  unchanged: '既知 {n}',
  duplicates: '{n} 件は既にあり',
  refused: '除外 {n}',
  waiting: '{n} 件は書き込み中',
  failed: '{n} 件は読めません',
  vanished: '{n} 件は消滅、画像は残ります',
  passed: 'リンク・隠し・コールドのファイル {n} 件を無視',
};
