import type { Japanese } from '../catalogue';
import type { login as en } from '../en/login';

export const login: Japanese<typeof en> = {
  title: 'ログイン',
  slogan: 'Stipple は点をマスクに変えます。',
  usernameOrEmail: 'ユーザー名またはメールアドレス',
  password: 'パスワード',
  logIn: 'ログイン',
  forgot: 'パスワードをお忘れですか？',

  resetTitle: 'パスワードの再設定',
  email: 'メールアドレス',
  emailHint: 'このアドレスに新しいパスワード用のリンクを送ります。',
  sendLink: 'リンクを送信',
  linkSent:
    'アドレス {email} のアカウントがあれば、リンクを記載したメールをお送りします。リンクは一度だけ、限られた時間だけ使えます。',
  backToLogin: 'ログインに戻る',

  chooseTitle: '新しいパスワードを設定',
  newPassword: '新しいパスワード',
  newPasswordHint: '8 文字以上で、推測されにくいもの。',
  sameAgain: 'もう一度入力',
  differ: '2 つのパスワードが一致しません。',
  setPassword: 'パスワードを設定',
  linkTooOld: 'リンクの期限切れですか？ 再送を依頼',
  changedTitle: 'パスワードを変更しました',
  changed: '新しいパスワードでログインできます。',

  sessionEnded: 'セッションが終了しました',
  sessionEndedHint:
    '続けるにはもう一度ログインしてください。このページでの作業は保持され、ログイン後に送信されます。',
};
