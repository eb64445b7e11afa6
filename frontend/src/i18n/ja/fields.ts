import type { Japanese } from '../catalogue';
import type { fields as en } from '../en/fields';

export const fields: Japanese<typeof en> = {
  name: '名前',
  requires_mfa: '全員の 2 段階ログイン',
  people: 'メンバー',
  priority: '優先度',
  assignee: '担当者',
  group: 'グループ',
  description: '説明',
  guidelines: 'ガイドライン',
  model: 'モデル',
  overlap: 'オブジェクトの重なり',
  replicas: '画像あたりの人数',
  gold_percent: 'ゴールド画像の割合（%）',
  lease_minutes: '画像が戻るまでの分数',
  is_private: '非公開プロジェクト',
  reject_reasons: '差し戻しの理由',
};
