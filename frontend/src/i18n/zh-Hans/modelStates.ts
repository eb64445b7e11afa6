import type { Chinese } from '../catalogue';
import type { modelStates as en } from '../en/modelStates';

export const modelStates: Chinese<typeof en> = {
  queued: '等待中',
  fetching: '正在下载',
  verifying: '正在校验',
  converting: '正在转换',
  ready: '就绪',
  failed: '失败',
  cancelled: '已取消',
};
