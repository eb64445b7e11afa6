/** Everything that can be done, found by its name. */
export const palette = {
  title: 'Commands',
  find: 'A command, a label or an image',
  nothing: 'Nothing is called so',
  label: 'Label: {label}',
  image: 'Open the image {image}',
  open: 'All commands by name',
  nextUnfinished: 'Next unfinished image',
  noneLeft: 'No unfinished image is left for you',
} as const;
