import type { Chinese } from '../catalogue';
import type { jobStates as en } from '../en/jobStates';

export const jobStates: Chinese<typeof en> = {
  queued: '等待工作进程',
  running: '进行中',
  done: '已完成',
  failed: '失败',
  cancelled: '已取消',
};
