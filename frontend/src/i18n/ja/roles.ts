import type { Japanese } from '../catalogue';
import type { roles as en } from '../en/roles';

export const roles: Japanese<typeof en> = {
  owner: 'オーナー',
  manager: 'マネージャー',
  reviewer: 'レビュアー',
  annotator: 'アノテーター',
  viewer: '閲覧者',

  ownerMay: 'オーナー：すべての操作ができ、ほかのオーナーも指名できます。',
  managerMay: 'マネージャー：プロジェクト、ラベル、画像と、マネージャー未満のメンバーを管理します。',
  reviewerMay: 'レビュアー：アノテーション、承認と差し戻し、書き出しができます。',
  annotatorMay: 'アノテーター：画像をアノテーションして提出します。',
  viewerMay: '閲覧者：見ることだけができ、変更はできません。',
};
