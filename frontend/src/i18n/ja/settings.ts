import type { Japanese } from '../catalogue';
import type { settings as en } from '../en/settings';

export const settings: Japanese<typeof en> = {
  title: '設定',
  general: '全般',
  labels: 'ラベル',
  members: 'メンバー',
  access: 'アクセス',
  private: '非公開プロジェクト',
  privateHint: 'このプロジェクトのロールを持つ人と、チームのオーナー・マネージャーだけに表示されます。',
  privateTitle: 'このプロジェクトを非公開にしますか？',
  privateConsequence:
    'このプロジェクトのロールを持たない人はすぐに見られなくなり、割り当て済みの画像はキューに戻ります。作成したものは残ります。一人ずつ再び入れることができます。',
  privateAction: '非公開にする',
  roleInTeam: 'チームでのロール',
  roleHere: 'このプロジェクトでのロール',
  asInTeam: 'チームと同じ：{role}',
  noAccess: 'アクセスなし',
  everywhere: 'チーム全体',
  hereAlone: 'このプロジェクト',
  letIn: 'チームのメンバーを参加させる',
  lowerTitle: 'このプロジェクトでの {name} のアノテーション権限を外しますか？',
  lowerConsequence:
    '{name} に割り当てられたこのプロジェクトの画像とバッチはキューに戻ります。作成したものは本人の名前で残ります。',
  lowerAction: 'ロールを変更',
  toTeam: 'チーム：メンバー、招待、グループ',
  danger: '危険な操作',
  projectSaved: 'プロジェクトを保存しました。',
  overlap: 'オブジェクトの重なりを許可する',
  overlapHint:
    'オンにすると、オブジェクトはほかのオブジェクトから何も奪いません。最後に描いたものが上になり、順序はエディターで変更できます。オフでは、各ピクセルは最大で 1 つのオブジェクトに属します。すでにあるマスクは、誰かが編集するまでそのまま残ります。',

  model: 'モデル',
  modelHint:
    'まだ誰も始めていない画像でのクリックに答えます。始めた画像は、作業中にマスクが変わらないように元のモデルのままです。画像ごとのモデルの変更はエディターでできます。',
  modelSaved: 'このプロジェクトの新しい画像は、選んだモデルを使います。',
  allModels: 'すべてのモデルとモデルカード、数値',
  cardAndFigures: 'モデルカードと数値',
  notUsable: '{model}（現在使えません）',
  notInstalledChoice: '{model}（未インストール）',
  notInstalled:
    '「{model}」はここにインストールされていません。別のモデルを選ぶか、管理者に追加を依頼してください。',
  notComplete: '{model} のインストールが完了していません。別のモデルを選ぶか、完了までお待ちください。',
  disabled: '{model} は無効になっています。別のモデルを選ぶか、管理者に有効化を依頼してください。',
  notServed:
    '{model} を提供する稼働中のワーカーがありません。クリックは保存され、使えるようになるとマスクが作られます。Stipple の運用担当者に、ワーカーの起動を依頼してください。',

  addLabel: 'ラベルを追加',
  labelsHint:
    'アノテーターが探すものです。個体（thing）は 1 つずつ数えます（例：車）。領域（stuff）には個々の単位がありません（例：空）。ここでの順序がエディターでの順序になります。',
  noLabelsTitle: 'ラベルはまだありません',
  noLabels:
    'ラベルなしでオブジェクトをクリックして後で付けることもできますが、ショートカットキー付きのラベルがあると速くなります。',
  order: '順序',
  kind: '種類',
  kindHint: '個体は車のように 1 つずつ数えます。領域は空のように個々の単位がありません。',
  hotkey: 'ショートカットキー',
  hotkeyHint:
    'エディターでこのラベルを選ぶ 1 から 9 の数字です。指定しない場合は空いている数字が割り当てられます。',
  objects: 'オブジェクト',
  moveUp: '{label} を上へ',
  moveDown: '{label} を下へ',
  edit: '{label} を編集',
  delete: '{label} を削除',
  editTitle: '「{label}」を編集',
  newLabel: '新しいラベル',
  color: '色',
  saveNew: 'ラベルを追加',
  deleteTitle: 'ラベル「{label}」を削除しますか？',
  deleteAction: 'ラベルを削除',
  deleteUnused: 'このラベルを使うオブジェクトはありません。この操作は元に戻せません。',
  badColor: '色は # と 6 桁の 16 進数で指定します（例：#e6194b）。',
  noName: 'ラベルには名前が必要です。',
  longName: '名前は {longest} 文字までです（現在 {length} 文字）。',
  nameTaken: 'プロジェクトにはすでにラベル「{label}」があります。',
  badHotkey: 'ショートカットキーは 1 から 9 の数字 1 つです。英字はエディターのキーです。',
  hotkeyTaken: '「{label}」がすでにこのキーを使っています。',

  membersHint:
    '誰がどのロールで、なぜこのプロジェクトを見られるか。ここで与えたロールはチームのロールの代わりになります。',
  email: 'メールアドレス',
  role: 'ロール',
  roleOf: '{name} のロール',
  roleIs: '{name}：{role} に変更しました',
  you: '{name}（あなた）',
  remove: '{name} を外す',
  removeTitle: '{name} を外しますか？',
  removeAction: '外す',
  addSomebody: 'メンバーを追加',
  addPlaceholder: 'ユーザー名またはメールアドレス',
  invitation: 'アカウントのないアドレスには招待メールが届きます。',
  added: '{name} がメンバーになりました：{role}。',

  notYours: 'プロジェクトを削除できるのはマネージャーとオーナーだけです。',
  deleteProjectTitle: 'このプロジェクトを削除',
  deleteProjectHint:
    '{images}、履歴を含むすべてのアノテーション、{labels}、すべての書き出しが、全員から失われます。この操作は元に戻せません。必要になりそうなものは先に書き出してください。',
  typeName: '確認のため名前「{project}」を入力',
  deleteProject: 'プロジェクトを削除',
  projectDeleted: '「{project}」を削除しました。',
};
