import type { Japanese } from '../catalogue';
import type { importNotes as en } from '../en/importNotes';

export const importNotes: Japanese<typeof en> = {
  'box-rounded': '整数ピクセルに丸めたボックス：{number}',
  'attribute-left-out': 'ラベルにない属性：{number}',
  'score-left-out': '0〜1 の範囲にない品質：{number}',
  'too-many-tags': 'タグが多すぎる画像：{number}',
  cut: '上のオブジェクトに切り取られたもの：{number}',
};
