/** Labels alone, as a file. */
export const labelSets = {
  export: 'Save as a file',
  import: 'From a file…',
  title: 'Labels from a file',
  hint: 'A label set of Stipple, the raw labels of CVAT (JSON), or the labelling configuration of Label Studio (XML). Labels are added or changed, never deleted.',
  dropFile: 'Drop a file here, or click to choose one',
  file: 'File with labels',
  added: 'Added ({number})',
  changed: 'Changed ({number})',
  left: 'Left as they are ({number})',
  problems: 'Left out ({number})',
  nothing: 'Nothing would change.',
  apply: 'Take the labels',
  other: 'Another file',
} as const;
