/** Words that many pages use. */
export const common = {
  add: 'Add',
  cancel: 'Cancel',
  copied: 'Copied',
  copy: 'Copy',
  done: 'Done',
  keepIt: 'Keep it',
  save: 'Save',
  tryAgain: 'Try again',
  didNotWork: 'That did not work',
  unknownError: 'Something went wrong. Try again.',
  refused: 'The server refused this ({status}).',

  name: 'Name',
  description: 'Description',
  label: 'Label',
  never: 'Never',
  sentences: '{first} {second}',
  percent: '{value} %',

  images: { one: '{count} image', other: '{count} images' },
  labels: { one: '{count} label', other: '{count} labels' },
  objects: { one: '{count} object', other: '{count} objects' },
  projects: { one: '{count} project', other: '{count} projects' },
} as const;
