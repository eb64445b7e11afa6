import type { Japanese } from '../catalogue';
import type { protocols as en } from '../en/protocols';

export const protocols: Japanese<typeof en> = {
  single: 'オブジェクト 1 個、次のクリックは最大の誤り',
  'single-dynamite': 'オブジェクト 1 個、DynaMITe の数え方',
  multi: '複数オブジェクト',
  'multi-best': '複数オブジェクト、次はマスクが最良のもの',
  'multi-random': '複数オブジェクト、次は無作為',
  'multi-worst': '複数オブジェクト、次はマスクが最悪のもの',
  'multi-max_dt': '複数オブジェクト、次は画像内の最大の誤り',
  'multi-round_robin': '複数オブジェクト、順番に',
  'multi-wlb': '複数オブジェクト、次は最悪のマスク、各 10 クリックまで',
  'global-error': '複数オブジェクト、次のクリックは画像内の最大の誤り',
};
