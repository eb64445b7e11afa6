import type { Japanese } from '../catalogue';
import type { projects as en } from '../en/projects';

export const projects: Japanese<typeof en> = {
  title: 'プロジェクト',
  search: '検索',
  searchProjects: 'プロジェクトを検索',
  newProject: '新しいプロジェクト',
  accepted: '承認済み {count} 枚',
  noDescription: '説明なし',

  noMatchTitle: '一致するプロジェクトがありません',
  noMatch: '「{search}」という名前はありません。名前の一部で試してください。',
  firstTitle: '最初のプロジェクトを始めましょう',
  first:
    'プロジェクトには、写真と、その中で探すもののラベルが入ります。名前を付け、写真をドロップし、最初のオブジェクトをクリックしてください。',
  noneTitle: 'プロジェクトはまだありません',
  none: 'チームのマネージャーがプロジェクトを作るか、あなたを参加させると、ここに表示されます。まだどのチームにも属していないときは、ユーザー名かメールアドレスを伝えて追加してもらってください。',

  descriptionHint: 'チームが知っておくこと：どの写真か、どのオブジェクトか、何を除くか。',
  organization: 'チーム',
  organizationHint: 'チームのメンバーが、それぞれのロールでプロジェクトを見られます。',
  preset: '最初のラベル',
  presetHint: '名前と色の変更や追加は、いつでもできます。',
  create: 'プロジェクトを作成',

  presetOne: 'ラベル 1 個：オブジェクト',
  presetEveryday: '身のまわりのもの',
  presetStreet: '街の風景',
  presetNature: '土地と自然',
  presetNone: 'ラベルなし',
};
