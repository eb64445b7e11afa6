import type { Japanese } from '../catalogue';
import type { duplicates as en } from '../en/duplicates';

export const duplicates: Japanese<typeof en> = {
  title: 'ほぼ同じ画像',
  hint: '似ている写真：同じものの再保存、縮小、少し明るくしたもの、切り抜き。削除しない限り何も消えません。作業のある写真が最初から選ばれることはありません。',
  distance: 'どれだけ違ってよいか',
  same: '同じ',
  alike: '似ている',
  search: '検索',
  progress: '検索の進み具合',
  found: '{count} グループ見つかりました、{time}',
  emptyTitle: 'まだ検索していません',
  empty: '検索はプロジェクトのすべての写真を対象にします。ページを離れても続きます。',
  noneTitle: 'ほぼ同じ画像はありません',
  none: 'それほど似た写真はないか、すでに処理されました。スライダーを右に動かすと、さらに見つかります。',
  someOf: '{shown} / {count} 枚',
  choose: '{image} を除く',
  goes: '除く',
  stays: '残す',
  tag: '重複',
  tagChosen: '「{tag}」タグを付ける',
  tagged: '{count} 枚にタグを付けました',
  deleteChosen: '{n} 枚を削除…',
  deleteTitle: '{count} 枚の画像を削除しますか？',
  deleteLoss: '全員から消え、元に戻せません。グループの {kept} 枚は残ります。',
  deleteLossOfWork:
    'そのうち {count} 枚には作業があり、マスク・コメント・履歴もすべて失われます。元に戻せません。',
  deleteAction: '削除',
};
