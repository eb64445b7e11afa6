/** What a personal token may do. */
export const scopes = {
  read: 'Read',
  annotate: 'Read and annotate',
  manage: 'Everything',
  readMay: 'Looks at everything that you see, and exports it. Changes nothing.',
  annotateMay: 'Also annotates, submits, reviews and comments, as far as your role allows.',
  manageMay: 'Does all that your role allows, but for accounts, teams and tokens.',
} as const;
