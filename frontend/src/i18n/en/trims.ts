/** What the person's work on one object has changed of others, and how these are kept from it. */
export const trims = {
  trimmed: 'Changed by your last work',
  byYou: 'Your last work on another object did this.',
  lost: 'lost {pixels} px ({share})',
  gained: 'gained {pixels} px ({share})',
  lostAndGained: 'lost {lost} px ({share}), gained {gained} px',
  one: '{object}: {change}',
  several: {
    one: '{count} other object has changed, too',
    other: '{count} other objects have changed, too',
  },
  protect: 'Give back and lock',
  protectKey: 'Give back and lock what the last work trimmed',
  protected: {
    one: '{count} object is as it was, and locked',
    other: '{count} objects are as they were, and locked',
  },
  locked: {
    one: '{count} object is locked. Where the other object lies on it, nothing was given back.',
    other: '{count} objects are locked. Where the other object lies on them, nothing was given back.',
  },
  none: 'No other object has changed by what you did last.',
} as const;
