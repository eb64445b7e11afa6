/** What waits for a review. */
export const reviews = {
  title: 'Review',
  waiting: { one: '{count} image waits for a review', other: '{count} images wait for a review' },
  oldest: 'The longest since {when}',
  person: 'Handed in by',
  anybody: 'Anybody',
  label: 'With the label',
  anyLabel: 'Any label',
  consensus: 'Consensus of several people',
  gone: 'Somebody who is gone',
  agreed: 'Agreement {value}',
  again: 'Attempt {number}',
  open: 'Review {image}',
  emptyTitle: 'Nothing waits for a review',
  empty:
    'When annotators submit images they appear here, the longest waiting first. “Review next” gives you one after the other, and nobody else the same one.',
  noneLikeThat: 'No image that waits is like that.',
  clearFilters: 'Show all that wait',

  reasons: 'Reasons to reject',
  reasonsHint: 'Reviewers choose from these when they send an image back, and may add words of their own.',
  reasonsField: 'Reasons',
  reasonsPlaceholder: 'Type a reason and press Enter',
  reasonsSaved: 'Reasons saved.',
  choose: 'What is wrong?',
  openComments: { one: '{count} open comment', other: '{count} open comments' },
} as const;
