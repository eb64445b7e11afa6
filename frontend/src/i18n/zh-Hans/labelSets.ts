import type { Chinese } from '../catalogue';
import type { labelSets as en } from '../en/labelSets';

export const labelSets: Chinese<typeof en> = {
  export: '保存为文件',
  import: '从文件导入…',
  title: '从文件导入标签',
  hint: 'Stipple 的标签集、CVAT 的 Raw 标签（JSON）或 Label Studio 的配置（XML）。标签只会新增或更改，不会删除。',
  dropFile: '将文件拖放到此处，或点击选择',
  file: '标签文件',
  added: '新增（{number}）',
  changed: '更改（{number}）',
  left: '保持不变（{number}）',
  problems: '略过（{number}）',
  nothing: '不会有任何更改。',
  apply: '导入标签',
  other: '其他文件',
};
