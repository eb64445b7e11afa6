import type { Japanese } from '../catalogue';
import type { shortcuts as en } from '../en/shortcuts';

export const shortcuts: Japanese<typeof en> = {
  title: 'キーボードとマウス',
  clicking: 'クリック',
  objects: 'オブジェクト',
  view: '表示',
  images: '画像',

  startObject: 'オブジェクトを始める、または選択中のものを修正',
  background: '背景：どのオブジェクトにも含まれない',
  selectUnder: 'ポインターの下のオブジェクトを選択',
  finish: '完了：次のクリックで新しいオブジェクト',

  activeLabel: '使用するラベル。選択中のオブジェクトのラベルも変更',
  deleteSelected: '選択中のオブジェクトを削除',
  nextObject: '次のオブジェクト（キャンバスにフォーカスがあるとき）',
  previousObject: '前のオブジェクト',
  hideSelected: '選択中のオブジェクトの表示を切り替え',
  lockSelected: '選択中のオブジェクトのロックを切り替え',

  zoom: 'ポインターを中心に拡大・縮小',
  move: '画像を移動',
  lessOpacity: 'マスクをより透明に',
  moreOpacity: 'マスクをより不透明に',
  toggleMasks: 'すべてのマスクの表示を切り替え',
  switchFocus: 'キャンバスとパネルの間でフォーカスを移動',
  sheet: 'この一覧',

  leftClick: '左クリック',
  rightClick: '右クリック',
  click: 'クリック',
  drag: 'ドラッグ',
  dragAlone: 'ドラッグ',
  wheel: 'ホイール',
  middleButton: '中ボタン',
  hold: '{key} を押したまま',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Delete',
  backspace: 'Backspace',
  tab: 'Tab',
  space: 'スペース',
};
