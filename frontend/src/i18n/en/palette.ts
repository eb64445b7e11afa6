/** Everything that can be done, found by its name. */
export const palette = {
  title: 'Commands',
  find: 'A command, a label, an image or its number',
  nothing: 'Nothing is called so',
  label: 'Label: {label}',
  image: 'Open the image {image}',
  number: 'Go to image {number} of {all}',
  noSuchNumber: {
    one: 'There is no image {number}: the list has one',
    other: 'There is no image {number}: the list has {count}',
  },
  open: 'All commands by name',
  nextUnfinished: 'Next unfinished image',
  noneLeft: 'No unfinished image is left for you',
} as const;
