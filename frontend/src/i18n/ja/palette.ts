import type { Japanese } from '../catalogue';
import type { palette as en } from '../en/palette';

export const palette: Japanese<typeof en> = {
  title: 'コマンド',
  find: 'コマンド、ラベル、画像名または番号',
  nothing: '該当する名前はありません',
  label: 'ラベル：{label}',
  image: '画像 {image} を開く',
  number: '画像 {number} / {all} へ移動',
  noSuchNumber: '画像 {number} はありません。リストは {count} 枚です',
  open: 'すべてのコマンドを名前で検索',
  nextUnfinished: '次の未完了の画像',
  noneLeft: '未完了の画像は残っていません',
};
