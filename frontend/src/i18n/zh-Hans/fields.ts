import type { Chinese } from '../catalogue';
import type { fields as en } from '../en/fields';

export const fields: Chinese<typeof en> = {
  name: '名称',
  requires_mfa: '所有人使用两步登录',
  people: '成员',
  priority: '优先级',
  assignee: '负责人',
  group: '小组',
  description: '说明',
  guidelines: '指南',
  model: '模型',
  overlap: '对象重叠',
  replicas: '每张图像的人数',
  gold_percent: '金标图像比例（%）',
  lease_minutes: '图像退回前的分钟数',
  is_private: '私有项目',
  reject_reasons: '退回理由',
};
