import type { Japanese } from '../catalogue';
import type { hints as en } from '../en/hints';

export const hints: Japanese<typeof en> = {
  look: 'この画像は閲覧のみで、変更できません',
  noAccess: 'この画像にはもうアクセスできません。ここでの操作は保存されません',
  locked: 'ロック中 · K で解除、Enter で別のオブジェクトを開始',
  start: 'オブジェクトをクリックして始めます',
  nothingToChange: 'Ctrl を押しながらクリックして、変更するオブジェクトを選択',

  select: 'オブジェクトをクリックして選択 · C でクリックツール',
  click: 'クリックで追加：{label}',
  clickMore: 'クリックで追加 · 右クリックで除去 · 終わったら Enter',
  scribble: '上に線を引いて新しく追加：{label}',
  scribbleMore: 'オブジェクトの上をなぞる · 含まれない部分は右ボタン · 終わったら Enter',
  scribbleBackground: 'どのオブジェクトにも含まれない部分をなぞる · オブジェクトの上は右ボタン',
  box: 'ボックスで囲んで新しく追加：{label}',
  boxMore: 'ボックスで囲んで新しく追加：{label} · Shift を押しながらで選択中のオブジェクトを囲む',
  brush: '塗って新しく追加：{label}',
  brushMore: '塗って追加 · 右ボタンで消去 · 終わったら Enter',
  eraser: 'ポインターの下のオブジェクトから消去',
  eraserMore: 'オブジェクトから消去 · 終わったら Enter',
  polygon: '角をクリックして新しく追加：{label} · ドラッグでフリーハンド',
  polygonMore: '追加する部分の角をクリック · 右ボタンで除去 · 終わったら Enter',
  polygonLess: '除去する部分の角をクリック · 右ボタンで追加',
  outlining: 'Enter または最初の角で閉じる · Backspace で角を 1 つ戻す · Esc で中止',
  lasso: '囲んで新しく追加：{label}',
  lassoMore: '追加する部分を囲む · 右ボタンで除去 · 終わったら Enter',
  lassoLess: '除去する部分を囲む · 右ボタンで追加',
  bounds: 'バウンディングボックスで囲んで新しく追加：{label} · 選択中のものはつかんで変更',
  outline: '頂点をドラッグ · ダブルクリックで追加 · Alt を押しながらクリックで削除',
  split: 'オブジェクトを横切る線を引く：ドラッグ、またはクリックして Enter',
};
