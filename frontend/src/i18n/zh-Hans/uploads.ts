import type { Chinese } from '../catalogue';
import type { uploads as en } from '../en/uploads';

export const uploads: Chinese<typeof en> = {
  title: '上传',
  drop: '松开即可上传照片',
  dropHint: '任意数量的文件或整个文件夹',
  uploading: '正在上传第 {number} 个，共 {total} 个',
  processing: '正在处理 {number} 个，共 {total} 个',
  finished: '上传完成',
  finishedWithProblems: '上传完成，但有问题',
  starting: '正在开始',
  countReady: '{count} 个就绪',
  countProcessing: '{count} 个处理中',
  countDuplicate: '{count} 个已存在',
  countRefused: '{count} 个被拒绝',
  countFailed: '{count} 个失败',
  fold: '收起上传列表',
  unfold: '展开上传列表',
  close: '关闭上传',
  progress: '上传进度',
  cancelRest: '取消剩余上传',
  tryAgain: '重试 {count} 个文件',
  more: '另有 {count} 个',

  waiting: '等待中',
  checking: '正在检查',
  isProcessing: '处理中',
  open: '打开',
  duplicate: '已存在',
  refused: '被拒绝',
  failed: '失败',
};
