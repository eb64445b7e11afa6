import type { German } from '../catalogue';
import type { uploads as en } from '../en/uploads';

export const uploads: German<typeof en> = {
  title: 'Uploads',
  drop: 'Fotos hier ablegen, um sie hochzuladen',
  dropHint: 'Beliebig viele Dateien oder ganze Ordner',
  uploading: '{number} von {total} wird hochgeladen',
  processing: '{number} von {total} in Verarbeitung',
  finished: 'Uploads abgeschlossen',
  finishedWithProblems: 'Uploads mit Problemen abgeschlossen',
  starting: 'Beginnt',
  countReady: '{count} bereit',
  countProcessing: '{count} in Verarbeitung',
  countDuplicate: '{count} schon vorhanden',
  countRefused: '{count} abgelehnt',
  countFailed: '{count} fehlgeschlagen',
  fold: 'Liste der Uploads einklappen',
  unfold: 'Liste der Uploads ausklappen',
  close: 'Uploads schließen',
  progress: 'Fortschritt des Uploads',
  cancelRest: 'Den Rest abbrechen',
  tryAgain: { one: 'Noch einmal versuchen', other: '{count} Dateien noch einmal versuchen' },
  more: 'und {count} weitere',

  waiting: 'Wartet',
  checking: 'Wird geprüft',
  isProcessing: 'In Verarbeitung',
  open: 'Öffnen',
  duplicate: 'Schon vorhanden',
  refused: 'Abgelehnt',
  failed: 'Fehlgeschlagen',
};
