import type { Japanese } from '../catalogue';
import type { guidelines as en } from '../en/guidelines';

export const guidelines: Japanese<typeof en> = {
  title: 'ガイドライン',
  hint: 'アノテーション担当者が知るべきこと：何を何とみなすか、境界をどこに置くか。Markdown で書き、エディターではキー一つで開きます。',
  none: 'このプロジェクトのガイドラインはまだありません。',
  write: '書く',
};
