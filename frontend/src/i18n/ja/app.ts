import type { Japanese } from '../catalogue';
import type { app as en } from '../en/app';

export const app: Japanese<typeof en> = {
  home: 'Stipple：すべてのプロジェクト',
  pages: 'ページ',
  projects: 'プロジェクト',
  team: 'チーム',
  models: 'モデル',

  yourAccount: 'アカウントメニュー',
  account: 'アカウント',
  apiDocs: 'API ドキュメント',
  appearance: '外観',
  system: 'システム',
  light: 'ライト',
  dark: 'ダーク',
  language: '言語',
  logOut: 'ログアウト',

  notFoundTitle: '見つからないか、アクセス権がありません',
  notFound:
    'このページは存在しないか、お使いのアカウントでは表示できません。リンクを受け取った場合は、送った人にチームへの追加を依頼してください。',
  crashTitle: '問題が発生しました',
  crashUnknown: 'ページを表示できませんでした。',
  crashAdvice: '保存済みの内容は失われていません。再読み込みするとたいてい直ります。',
  reload: 'ページを再読み込み',
  allProjects: 'すべてのプロジェクト',

  close: '閉じる',
  showPassword: 'パスワードの表示を切り替え',

  loading: '読み込み中',
  loadingMore: '続きを読み込み中',
  loadingEditor: 'エディターを読み込み中',
  loadingPage: 'ページを読み込み中',
  loadingModel: 'モデルを読み込み中',
};
