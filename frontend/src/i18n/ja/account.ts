import type { Japanese } from '../catalogue';
import type { account as en } from '../en/account';

export const account: Japanese<typeof en> = {
  title: 'アカウント',

  profile: 'プロフィール',
  profileHint: 'この名前は、あなたのカーソルと作業の横に表示されます。',
  username: 'ユーザー名',
  email: 'メールアドレス',
  yourPassword: '現在のパスワード',
  yourPasswordHint: 'メールアドレスの変更に必要です。',
  profileSaved: 'プロフィールを保存しました。',

  password: 'パスワード',
  currentPassword: '現在のパスワード',
  newPassword: '新しいパスワード',
  changePassword: 'パスワードを変更',
  passwordChanged: 'パスワードを変更しました。',

  tokens: '個人トークン',
  tokensHint:
    'プログラム用です。リクエストごとに {header} を送ってください。トークンは、あなたが許した範囲で、あなたと同じことができます。',
  noTokens: 'トークンはありません。',
  beginsWith: '先頭',
  scope: 'できること',
  expires: '有効期限',
  lastUsed: '最終使用',
  notYet: '未使用',
  newToken: '新しいトークン',
  newTokenTitle: '新しい個人トークン',
  tokenNameHint: '何に使うか。例：「夜間の書き出し」',
  days: '{count} 日',
  oneYear: '1 年',
  makeToken: 'トークンを作成',
  shownOnce: '今すぐトークンをコピーしてください。表示されるのはこの一度だけです。',
  deleteTitle: 'このトークンを削除しますか？',
  deleteLoss: '「{name}」を使うプログラムはただちにアクセスできなくなります。この操作は元に戻せません。',
  deleteAction: 'トークンを削除',
  deleteNamed: 'トークン {name} を削除',
};
