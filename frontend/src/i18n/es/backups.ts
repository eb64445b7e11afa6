import type { Spanish } from '../catalogue';
import type { backups as en } from '../en/backups';

export const backups: Spanish<typeof en> = {
  restore: 'Restaurar una copia',
  restoreTitle: 'Restaurar un proyecto desde una copia',
  hint: 'Se crea un proyecto nuevo; lo que hay no cambia.',
  file: 'Copia',
  dropFile: 'Suelte aquí una copia o haga clic para elegirla',
  fileHint: 'Un archivo zip escrito por Stipple: Exportar → Copia de Stipple',
  inPart: 'Restaurar lo que esté entero de una copia dañada',
  inPartHint: 'Si no, una copia dañada se rechaza. Así, el informe dice qué falta.',
  start: 'Restaurar',
  uploadProgress: 'Progreso de la subida',
  progress: 'Progreso de la restauración',
  goesOn: 'Continúa aunque se cierre esto. Hasta que acabe, lo dice el nombre del proyecto.',
  whole: 'Está todo.',
  notWhole: 'No todo se pudo restaurar; lo dice el nombre del proyecto.',
  failed: 'La copia no se ha restaurado.',
  people: 'No son de este equipo, así que solo vienen sus nombres: {names}',
  open: 'Abrir el proyecto',
  exportHint:
    'Fotos, anotaciones con todo su historial, comentarios, revisiones y versiones. Quien gestione un equipo puede hacer de ella otra vez un proyecto.',
};
