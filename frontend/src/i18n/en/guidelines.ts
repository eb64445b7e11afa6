/** How this project wants its images annotated: written in the settings, read in the editor. */
export const guidelines = {
  title: 'Guidelines',
  hint: 'What annotators should know: what counts as what, where edges go. Markdown; the editor shows it with one key.',
  none: 'Nobody has written guidelines for this project yet.',
  write: 'Write them',
} as const;
