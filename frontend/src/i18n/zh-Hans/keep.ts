import type { Chinese } from '../catalogue';
import type { keep as en } from '../en/keep';

export const keep: Chinese<typeof en> = {
  leftoverRefused: '上次访问留下的一项更改被拒绝',
  lampNotKept: '{count} 项更改只在此页面中',
  lampNotKeptDetail:
    '浏览器无法保存您所做的更改：存储空间已满或被禁用。请保持此页面打开，连接恢复后会全部发送。',
  labelInUse: '有 {count} 个对象使用此标签。如何处理它们？',
  giveOther: '改用其他标签',
  keepWithout: '保留对象，不带标签',
  deleteThem: '删除这 {count} 个对象',
  otherLabel: '其他标签',
  deletesForAll: '项目所有图像中的这些掩码都会被删除。',
  labelGoes: '标签本身无法恢复。',
};
