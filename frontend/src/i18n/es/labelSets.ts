import type { Spanish } from '../catalogue';
import type { labelSets as en } from '../en/labelSets';

export const labelSets: Spanish<typeof en> = {
  export: 'Guardar en un archivo',
  import: 'Desde un archivo…',
  title: 'Etiquetas desde un archivo',
  hint: 'Un juego de etiquetas de Stipple, las etiquetas «Raw» de CVAT (JSON) o la configuración de Label Studio (XML). Las etiquetas se añaden o cambian; nunca se borran.',
  dropFile: 'Suelte aquí un archivo o haga clic para elegirlo',
  file: 'Archivo con etiquetas',
  added: 'Nuevas ({number})',
  changed: 'Cambiadas ({number})',
  left: 'Sin cambios ({number})',
  problems: 'Omitidas ({number})',
  nothing: 'No cambiaría nada.',
  apply: 'Tomar las etiquetas',
  other: 'Otro archivo',
};
