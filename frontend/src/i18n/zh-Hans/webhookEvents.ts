import type { Chinese } from '../catalogue';
import type { webhookEvents as en } from '../en/webhookEvents';

export const webhookEvents: Chinese<typeof en> = {
  'project.created': '创建项目',
  'project.updated': '更改项目',
  'project.deleted': '删除项目',
  'member.joined': '成员加入',
  'member.updated': '更改角色',
  'member.left': '成员离开',
  'label.created': '添加标签',
  'label.updated': '更改标签',
  'label.deleted': '删除标签',
  'image.created': '上传图像',
  'image.deleted': '删除图像',
  'annotation.submitted': '已提交',
  'annotation.accepted': '已接受',
  'annotation.rejected': '已驳回',
  'comment.created': '评论或回复',
  'comment.resolved': '讨论已解决',
  'comment.reopened': '讨论重新打开',
  'job.finished': '导入、导出或版本任务结束',
  'version.created': '版本就绪',
  'version.deleted': '删除版本',
};
