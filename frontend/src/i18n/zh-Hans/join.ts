import type { Chinese } from '../catalogue';
import type { join as en } from '../en/join';

export const join: Chinese<typeof en> = {
  invitation: '邀请',
  title: '加入 {team}',
  hint: '{inviter} 邀请您加入。您的角色：{role}。',
  loggedInAs: '您当前以 {name} 的身份登录。',
  join: '加入团队',
  username: '用户名',
  usernameHint: '字母、数字和 @ . + - _',
  name: '您的姓名',
  nameHint: '同事会在您的工作旁看到它。',
  emailHint: '忘记密码时用它重置。',
  emailOfLetter: '邀请已发送到此地址。',
  create: '创建账户并加入',
  haveAccount: '我已有账户',
  alreadyTitle: '您已在此团队中',
  already: '您已是 {team} 的成员，角色：{role}。',
  takeRole: '接受角色 {role}',
  toProjects: '前往项目',
  closedTitle: '此邀请无效',
  expired: '它已过期。请向发送者索取新的邀请。',
  used: '它已用完。如果是您自己使用的，请登录；否则请索取新的邀请。',
  revoked: '它已被撤回。请向发送者索取新的邀请。',
  unknown: '此链接没有对应的邀请。请检查是否复制完整，或索取新的邀请。',
  toLogin: '前往 Stipple',
};
