import type { German } from '../catalogue';
import type { bulkChanges as en } from '../en/bulkChanges';

export const bulkChanges: German<typeof en> = {
  tag: 'Schlagwörter geben oder nehmen',
  metadata: 'Metadaten setzen',
  flag: 'Beiseitelegen',
  unflag: 'Markierungen entfernen',
  assign: 'Zuweisen',
  batch: 'In einen Stapel legen',
  reopen: 'Zum Annotieren zurückgeben',
  delete: 'Löschen',
};
