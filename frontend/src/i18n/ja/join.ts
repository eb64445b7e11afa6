import type { Japanese } from '../catalogue';
import type { join as en } from '../en/join';

export const join: Japanese<typeof en> = {
  invitation: '招待',
  title: '{team} に参加',
  hint: '{inviter} さんからの招待です。あなたのロール：{role}',
  loggedInAs: '{name} としてログインしています。',
  join: 'チームに参加する',
  username: 'ユーザー名',
  usernameHint: '文字、数字、@ . + - _',
  name: 'お名前',
  nameHint: '作業の横に表示される名前です。',
  emailHint: 'パスワードを忘れたときの再設定に使います。',
  emailOfLetter: '招待はこのアドレスに送られました。',
  create: 'アカウントを作成して参加',
  haveAccount: 'アカウントを持っています',
  alreadyTitle: 'すでにこのチームのメンバーです',
  already: 'すでに {team} のメンバーです（ロール：{role}）。',
  takeRole: 'ロール「{role}」を受け取る',
  toProjects: 'プロジェクトへ',
  closedTitle: 'この招待は使えません',
  expired: '期限が切れています。送り主に新しい招待を頼んでください。',
  used: '使用回数の上限に達しています。ご自分で使った場合はログインしてください。そうでなければ新しい招待を頼んでください。',
  revoked: '取り消されています。送り主に新しい招待を頼んでください。',
  unknown: 'このリンクに対応する招待はありません。全体をコピーしたか確認するか、新しい招待を頼んでください。',
  toLogin: 'Stipple へ',
};
