import type { Chinese } from '../catalogue';
import type { zoom as en } from '../en/zoom';

export const zoom: Chinese<typeof en> = {
  looksHere: '近看：{width} × {height} 像素',
  looksHereDetail: '您已放大：对接下来的点击，模型会以原始清晰度查看图像的这一部分。',
};
