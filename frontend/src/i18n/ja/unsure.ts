import type { Japanese } from '../catalogue';
import type { unsure as en } from '../en/unsure';

/** モデルが最も迷っている場所。 */
export const unsure: Japanese<typeof en> = {
  next: 'モデルが最も迷っている次の場所',
  shown: '{at} / {of}：モデルはここで最も迷っています（オブジェクト：{object}）',
  none: 'モデルが迷っているオブジェクトはありません。対象は、クリックで作られ、表示中でロックされていないマスクです。',
};
