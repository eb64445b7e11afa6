import type { Chinese } from '../catalogue';
import type { guidelines as en } from '../en/guidelines';

export const guidelines: Chinese<typeof en> = {
  title: '标注指南',
  hint: '标注员须知：如何归类、边界在哪里。Markdown 格式，在编辑器中按一个键即可查看。',
  none: '此项目还没有标注指南。',
  write: '编写指南',
};
