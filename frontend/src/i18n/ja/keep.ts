import type { Japanese } from '../catalogue';
import type { keep as en } from '../en/keep';

export const keep: Japanese<typeof en> = {
  leftoverRefused: '前回の訪問で残った変更が拒否されました',
  lampNotKept: '{count} 件の変更はこのページにしかありません',
  lampNotKeptDetail:
    'このブラウザーは変更を保存できませんでした。ストレージがいっぱいか、無効になっています。接続が戻るまでこのページを開いたままにしてください。戻りしだいすべて送信されます。',
  labelInUse: '{count} 個のオブジェクトがこのラベルを使っています。どうしますか？',
  giveOther: '別のラベルを付ける',
  keepWithout: 'ラベルなしで残す',
  deleteThem: '{count} 個のオブジェクトを削除',
  otherLabel: '別のラベル',
  deletesForAll: 'プロジェクトのすべての画像からマスクが削除されます。',
  labelGoes: 'ラベル自体は元に戻せません。',
};
