import type { Chinese } from '../catalogue';
import type { protocols as en } from '../en/protocols';

export const protocols: Chinese<typeof en> = {
  single: '单个对象，下一次点击位于最大误差处',
  'single-dynamite': '单个对象，按 DynaMITe 计数',
  multi: '多个对象',
  'multi-best': '多个对象，下一个为掩码最好的对象',
  'multi-random': '多个对象，下一个随机选择',
  'multi-worst': '多个对象，下一个为掩码最差的对象',
  'multi-max_dt': '多个对象，下一个为图像中最大误差处',
  'multi-round_robin': '多个对象，依次轮流',
  'multi-wlb': '多个对象，下一个为最差掩码，每个最多十次点击',
  'global-error': '多个对象，下一次点击位于图像中最大误差处',
};
