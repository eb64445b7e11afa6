import type { Chinese } from '../catalogue';
import type { sourceCounts as en } from '../en/sourceCounts';

export const sourceCounts: Chinese<typeof en> = {
  added: '新增 {n}',
  unchanged: '已知 {n}',
  duplicates: '{n} 个已在项目中',
  refused: '略过 {n}',
  waiting: '{n} 个仍在写入',
  failed: '{n} 个无法读取',
  vanished: '{n} 个已不在那里，图像保留',
  passed: '跳过 {n} 个链接、隐藏或冷存储文件',
};
