import type { Spanish } from '../catalogue';
import type { scopes as en } from '../en/scopes';

export const scopes: Spanish<typeof en> = {
  read: 'Leer',
  annotate: 'Leer y anotar',
  manage: 'Todo',
  readMay: 'Ve todo lo que tú ves y lo exporta. No cambia nada.',
  annotateMay: 'También anota, envía, revisa y comenta, hasta donde permite tu rol.',
  manageMay: 'Hace todo lo que permite tu rol, salvo con cuentas, equipos y tokens.',
};
