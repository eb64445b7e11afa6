import type { Japanese } from '../catalogue';
import type { tools as en } from '../en/tools';

export const tools: Japanese<typeof en> = {
  rail: 'ツール',
  select: '選択',
  click: 'クリック',
  scribble: 'なぞり書き',
  box: 'オブジェクトを囲むボックス',
  brush: 'ブラシ',
  eraser: '消しゴム',
  polygon: 'ポリゴン',
  lasso: '投げ縄',
  bounds: 'マスクのないバウンディングボックス',
  outline: '輪郭を編集',
  split: '線で分割',

  options: 'ツールのオプション',
  size: 'サイズ',
  sizeValue: '{size} px',
  sizeSpoken: '{count} ピクセル',
  addOrTakeAway: '追加または除去',
  add: '追加',
  takeAway: '除去',
  drawnOver: '線でなぞる対象',
  overObject: 'オブジェクト',
  overBackground: '背景',

  nothingToErase: 'ここには消去するオブジェクトがありません。Ctrl を押しながらクリックして選択してください。',
  nothingSelected:
    '先にオブジェクトを選択してください。Ctrl を押しながらクリックするか、一覧でクリックします。',
  tooFewCorners: '輪郭には 3 つ以上の角が必要です。Esc で中止します。',
  dragBox: 'オブジェクトの角から反対側の角までドラッグしてください。',
  dragOutline: '追加したい部分をドラッグして囲んでください。',
};
