import type { German } from '../catalogue';
import type { labelSets as en } from '../en/labelSets';

export const labelSets: German<typeof en> = {
  export: 'Als Datei speichern',
  import: 'Aus einer Datei …',
  title: 'Labels aus einer Datei',
  hint: 'Ein Label-Satz von Stipple, die „Raw“-Labels von CVAT (JSON) oder die Konfiguration von Label Studio (XML). Labels kommen hinzu oder ändern sich; keines wird gelöscht.',
  dropFile: 'Datei hier ablegen oder zum Auswählen klicken',
  file: 'Datei mit Labels',
  added: 'Neu ({number})',
  changed: 'Geändert ({number})',
  left: 'Unverändert ({number})',
  problems: 'Ausgelassen ({number})',
  nothing: 'Es würde sich nichts ändern.',
  apply: 'Labels übernehmen',
  other: 'Andere Datei',
};
