/** A whole project in one archive, and a project from one. */
export const backups = {
  restore: 'Restore a backup',
  restoreTitle: 'Restore a project from a backup',
  hint: 'It becomes a new project; nothing that is there changes.',
  file: 'Backup',
  dropFile: 'Drop a backup here, or click to choose one',
  fileHint: 'A zip archive that Stipple wrote: Export → Stipple backup',
  inPart: 'Restore what is whole of a damaged backup',
  inPartHint: 'Without this, a damaged backup is refused. With it, the report says what is missing.',
  start: 'Restore',
  uploadProgress: 'Progress of the upload',
  progress: 'Progress of the restore',
  goesOn: 'It goes on when this is closed. Until it ends, the project’s name says so.',
  whole: 'Everything is there.',
  notWhole: 'Not everything could be restored; the project’s name says so.',
  failed: 'The backup was not restored.',
  people: 'Not members of this team, so only their names came: {names}',
  open: 'Open the project',
  exportHint:
    'Photos, annotations with their whole history, comments, reviews and versions. A team’s manager can make a project of it again.',
} as const;
