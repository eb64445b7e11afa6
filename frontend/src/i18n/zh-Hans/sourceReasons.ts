import type { Chinese } from '../catalogue';
import type { sourceReasons as en } from '../en/sourceReasons';

export const sourceReasons: Chinese<typeof en> = {
  'wrong-key': '密钥未被接受。请重新复制。',
  'no-such-bucket': '没有这个存储桶。拼写是否正确？',
  'no-permission': '不允许读取。请为密钥或服务器授予列出和读取的权限。',
  'wrong-region': '存储桶在另一个区域。请用正确的区域添加。',
  'wrong-clock': '此服务器的时钟不正确。',
  unreachable: '服务器没有响应。地址是否正确？',
  'host-not-allowed': '此服务器不连接该地址；运维人员可以允许。',
  'no-trust': '服务器的证书不受信任。',
  'not-installed': '此服务器缺少该云的软件包；请运维人员安装。',
  'credentials-lost': '凭据已无法读取。请重新输入。',
  'no-such-folder': '文件夹不存在，或由链接指向。磁盘是否已挂载？',
  'folder-not-allowed': '运维人员不再允许此文件夹。',
  'not-readable': '连续多个文件无法读取。',
  'connection-lost': '连接反复中断。请稍后再试。',
  'disk-full': '服务器磁盘已满。',
  'sync-failed': '同步失败。请重新开始；若仍失败，请告知运维人员。',
};
