import type { Spanish } from '../catalogue';
import type { uploads as en } from '../en/uploads';

export const uploads: Spanish<typeof en> = {
  title: 'Subidas',
  drop: 'Suelta fotos para subirlas',
  dropHint: 'Cualquier número de archivos o carpetas enteras',
  uploading: 'Subiendo {number} de {total}',
  processing: 'Procesando {number} de {total}',
  finished: 'Subidas terminadas',
  finishedWithProblems: 'Subidas terminadas con problemas',
  starting: 'Empezando',
  countReady: '{count} listas',
  countProcessing: '{count} procesándose',
  countDuplicate: '{count} ya estaban',
  countRefused: '{count} rechazadas',
  countFailed: '{count} fallidas',
  fold: 'Plegar la lista de subidas',
  unfold: 'Desplegar la lista de subidas',
  close: 'Cerrar las subidas',
  progress: 'Progreso de la subida',
  cancelRest: 'Cancelar el resto',
  tryAgain: {
    one: 'Reintentarlo',
    many: 'Reintentar {count} de archivos',
    other: 'Reintentar {count} archivos',
  },
  more: 'y {count} más',

  waiting: 'En espera',
  checking: 'Comprobando',
  isProcessing: 'Procesando',
  open: 'Abrir',
  duplicate: 'Ya estaba',
  refused: 'Rechazada',
  failed: 'Fallida',
};
