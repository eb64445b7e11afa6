import type { Japanese } from '../catalogue';
import type { labelSets as en } from '../en/labelSets';

export const labelSets: Japanese<typeof en> = {
  export: 'ファイルに保存',
  import: 'ファイルから…',
  title: 'ファイルからのラベル',
  hint: 'Stipple のラベルセット、CVAT の Raw ラベル（JSON）、または Label Studio の設定（XML）。ラベルは追加または変更され、削除されません。',
  dropFile: 'ここにファイルをドロップするか、クリックして選択',
  file: 'ラベルのファイル',
  added: '追加（{number}）',
  changed: '変更（{number}）',
  left: '変更なし（{number}）',
  problems: '除外（{number}）',
  nothing: '変更はありません。',
  apply: 'ラベルを取り込む',
  other: '別のファイル',
};
