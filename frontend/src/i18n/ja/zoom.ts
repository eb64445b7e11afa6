import type { Japanese } from '../catalogue';
import type { zoom as en } from '../en/zoom';

export const zoom: Japanese<typeof en> = {
  looksHere: '拡大表示：{width} × {height} px',
  looksHereDetail: '拡大中です。これからのクリックでは、モデルが画像のこの部分を本来の解像度で見ます。',
};
