import type { Japanese } from '../catalogue';
import type { sources as en } from '../en/sources';

export const sources: Japanese<typeof en> = {
  click: 'クリック',
  brush: 'ブラシ',
  scribble: 'なぞり書き',
  box: 'ボックス',
  polygon: 'ポリゴン',
  prelabel: 'プレラベル',
  propagated: '前のフレーム',
  import: '取り込み',
};
