import type { Spanish } from '../catalogue';
import type { bulkChanges as en } from '../en/bulkChanges';

export const bulkChanges: Spanish<typeof en> = {
  tag: 'Poner o quitar etiquetas',
  metadata: 'Establecer metadatos',
  flag: 'Apartar',
  unflag: 'Quitar las marcas',
  assign: 'Asignar',
  batch: 'Poner en un lote',
  reopen: 'Devolver para anotar',
  delete: 'Eliminar',
};
