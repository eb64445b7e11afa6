import type { German } from '../catalogue';
import type { backups as en } from '../en/backups';

export const backups: German<typeof en> = {
  restore: 'Backup wiederherstellen',
  restoreTitle: 'Projekt aus einem Backup wiederherstellen',
  hint: 'Daraus wird ein neues Projekt; was da ist, bleibt, wie es ist.',
  file: 'Backup',
  dropFile: 'Backup hier ablegen oder zum Auswählen klicken',
  fileHint: 'Ein Zip-Archiv von Stipple: Exportieren → Stipple-Backup',
  inPart: 'Von einem beschädigten Backup das Unversehrte wiederherstellen',
  inPartHint: 'Sonst wird ein beschädigtes Backup abgelehnt. So sagt der Bericht, was fehlt.',
  start: 'Wiederherstellen',
  uploadProgress: 'Fortschritt des Hochladens',
  progress: 'Fortschritt der Wiederherstellung',
  goesOn: 'Es geht weiter, wenn dies geschlossen wird. Bis zum Ende sagt es der Name des Projekts.',
  whole: 'Alles ist da.',
  notWhole: 'Nicht alles ließ sich wiederherstellen; der Name des Projekts sagt es.',
  failed: 'Das Backup wurde nicht wiederhergestellt.',
  people: 'Nicht in diesem Team, daher nur mit Namen: {names}',
  open: 'Projekt öffnen',
  exportHint:
    'Fotos, Annotationen mit ihrem ganzen Verlauf, Kommentare, Prüfungen und Versionen. Wer ein Team verwaltet, kann daraus wieder ein Projekt machen.',
};
