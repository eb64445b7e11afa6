import type { Spanish } from '../catalogue';
import type { sourceCounts as en } from '../en/sourceCounts';

export const sourceCounts: Spanish<typeof en> = {
  added: '{n} añadidas',
  unchanged: '{n} conocidos',
  duplicates: '{n} ya en el proyecto',
  refused: '{n} omitidos',
  waiting: '{n} aún se escriben',
  failed: '{n} no se pudieron leer',
  vanished: '{n} ya no están allí, las imágenes se quedan',
  passed: '{n} enlaces, archivos ocultos o fríos pasados por alto',
};
