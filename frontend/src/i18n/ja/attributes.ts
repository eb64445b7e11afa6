import type { Japanese } from '../catalogue';
import type { attributes as en } from '../en/attributes';

export const attributes: Japanese<typeof en> = {
  title: '属性',
  none: 'このラベルのオブジェクトに追加の入力項目はありません。',
  add: '属性を追加',
  name: '名前',
  nameOf: '属性 {number} の名前',
  type: '種類',
  typeText: 'テキスト',
  typeNumber: '数値',
  typeSelect: '選択肢',
  typeCheckbox: 'はい／いいえ',
  options: '選択肢',
  optionsHint: '入力して Enter を押します',
  default: '未選択のとき',
  noDefault: 'なし',
  yes: 'はい',
  no: 'いいえ',
  required: '必須',
  requiredHint: 'すべてのオブジェクトに入力すると画像を提出できます',
  remove: '属性 {name} を削除',
  noName: '属性に名前を付けてください。',
  longName: '{longest} 文字以内で入力してください。',
  twice: '同じ名前の属性があります。',
  noOptions: '選択肢が 1 つ以上必要です。',
  hint: 'このラベルのオブジェクトごとに写真の横で入力する項目です。オブジェクトとともにエクスポートされます。',
  choose: '選択',
  missing: '提出前に入力してください: {names}',
  lacking:
    '{count} 個のオブジェクトに必須の属性がありません。最初のものを選択しました。入力してから、もう一度提出してください。',
  focus: '選択したオブジェクトの属性',
};
