import type { Chinese } from '../catalogue';
import type { login as en } from '../en/login';

export const login: Chinese<typeof en> = {
  title: '登录',
  slogan: 'Stipple 把点变成掩码。',
  usernameOrEmail: '用户名或邮箱',
  password: '密码',
  logIn: '登录',
  forgot: '忘记密码？',

  resetTitle: '重置密码',
  email: '邮箱',
  emailHint: '我们会向此地址发送设置新密码的链接。',
  sendLink: '发送链接',
  linkSent: '如果有账户使用地址 {email}，一封带链接的邮件正在发往该地址。链接只能使用一次，并且有时间限制。',
  backToLogin: '返回登录',

  chooseTitle: '设置新密码',
  newPassword: '新密码',
  newPasswordHint: '至少 8 个字符，且不易被猜到。',
  sameAgain: '再次输入',
  differ: '两次输入的密码不一致。',
  setPassword: '设置密码',
  linkTooOld: '链接已过期？重新获取',
  changedTitle: '密码已更改',
  changed: '现在可以用新密码登录了。',

  sessionEnded: '会话已结束',
  sessionEndedHint: '请重新登录以继续。此页面上的工作已保留，登录后会发送。',
};
