import type { Chinese } from '../catalogue';
import type { events as en } from '../en/events';

export const events: Chinese<typeof en> = {
  'team-created': '创建团队',
  'team-changed': '更改团队',
  'member-added': '添加成员',
  'member-removed': '移除成员',
  'role-changed': '更改角色',
  'ownership-transferred': '转让所有权',
  'invitation-made': '创建邀请',
  'invitation-accepted': '接受邀请',
  'invitation-revoked': '撤回邀请',
  'group-created': '创建小组',
  'group-changed': '更改小组',
  'group-deleted': '删除小组',
  'project-created': '创建项目',
  'project-changed': '更改项目',
  'project-deleted': '删除项目',
  'project-role-given': '授予项目角色',
  'project-role-taken': '收回项目角色',
  'image-deleted': '删除图像',
  'export-made': '创建导出',
  'token-created': '创建令牌',
  'token-revoked': '删除令牌',
};
