/** Photos that look alike. */
export const duplicates = {
  title: 'Near-duplicates',
  hint: 'Photos that look alike: the same one saved again, scaled, a little brighter or cropped. Nothing goes unless you delete it, and photos with work on them are never ticked beforehand.',
  distance: 'How different they may be',
  same: 'The same',
  alike: 'Alike',
  search: 'Search',
  progress: 'Progress of the search',
  found: { one: '{count} group found, {time}', other: '{count} groups found, {time}' },
  emptyTitle: 'Nobody has searched yet',
  empty:
    'The search looks at all photos of the project, also those that came in before. It goes on when you leave the page.',
  noneTitle: 'No near-duplicates',
  none: 'No two photos are as alike as that, or they have been dealt with since. Move the slider to the right to find more.',
  someOf: { one: '{shown} of {count} image', other: '{shown} of {count} images' },
  choose: '{image} is to go',
  goes: 'Goes',
  stays: 'Stays',
  tag: 'duplicate',
  tagChosen: 'Tag “{tag}”',
  tagged: { one: '{count} image tagged', other: '{count} images tagged' },
  deleteChosen: 'Delete {n}…',
  deleteTitle: { one: 'Delete {count} image?', other: 'Delete {count} images?' },
  deleteLoss: 'They will be gone for everybody; this cannot be undone. What stays of the group: {kept}.',
  deleteLossOfWork: {
    one: 'There is work on {count} of them, which is lost with it: masks, comments and their whole history. This cannot be undone.',
    other:
      'There is work on {count} of them, which is lost with them: masks, comments and their whole history. This cannot be undone.',
  },
  deleteAction: 'Delete them',
} as const;
