import type { Chinese } from '../catalogue';
import type { account as en } from '../en/account';

export const account: Chinese<typeof en> = {
  title: '账户',

  profile: '个人资料',
  profileHint: '同事会在您的光标和工作旁看到此名称。',
  username: '用户名',
  email: '邮箱',
  yourPassword: '您的密码',
  yourPasswordHint: '更改邮箱时需要。',
  profileSaved: '个人资料已保存。',

  password: '密码',
  currentPassword: '当前密码',
  newPassword: '新密码',
  changePassword: '更改密码',
  passwordChanged: '密码已更改。',

  tokens: '个人令牌',
  tokensHint: '供程序使用：每次请求时发送 {header}。令牌可在您允许的范围内执行您能执行的操作。',
  noTokens: '您还没有令牌。',
  beginsWith: '开头',
  scope: '权限',
  expires: '到期',
  lastUsed: '上次使用',
  notYet: '尚未使用',
  newToken: '新建令牌',
  newTokenTitle: '新建个人令牌',
  tokenNameHint: '用于什么，例如“夜间导出”。',
  days: '{count} 天',
  oneYear: '一年',
  makeToken: '创建令牌',
  shownOnce: '请立即复制令牌：它只显示这一次。',
  deleteTitle: '删除此令牌？',
  deleteLoss: '使用“{name}”的程序将立即失去访问权限。此操作无法撤销。',
  deleteAction: '删除令牌',
  deleteNamed: '删除令牌 {name}',
};
