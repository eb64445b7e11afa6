import type { Chinese } from '../catalogue';
import type { app as en } from '../en/app';

export const app: Chinese<typeof en> = {
  home: 'Stipple：所有项目',
  pages: '页面',
  projects: '项目',
  team: '团队',
  models: '模型',

  yourAccount: '您的账户',
  account: '账户',
  apiDocs: 'API 文档',
  appearance: '外观',
  system: '跟随系统',
  light: '浅色',
  dark: '深色',
  language: '语言',
  logOut: '退出登录',

  notFoundTitle: '未找到或无权访问',
  notFound: '此页面不存在，或您的账户无权查看。如果是别人发来的链接，请对方将您加入其团队。',
  crashTitle: '出错了',
  crashUnknown: '无法显示此页面。',
  crashAdvice: '已保存的内容不会丢失；重新加载页面通常可以解决。',
  reload: '重新加载页面',
  allProjects: '所有项目',

  close: '关闭',
  showPassword: '显示或隐藏密码',

  loading: '正在加载',
  loadingMore: '正在加载更多',
  loadingEditor: '正在加载编辑器',
  loadingPage: '正在加载页面',
  loadingModel: '正在加载模型',
};
