import type { Spanish } from '../catalogue';
import type { protocols as en } from '../en/protocols';

export const protocols: Spanish<typeof en> = {
  single: 'Un objeto, siguiente clic en el mayor error',
  'single-dynamite': 'Un objeto, contado como DynaMITe',
  multi: 'Varios objetos',
  'multi-best': 'Varios objetos, después el de mejor máscara',
  'multi-random': 'Varios objetos, después uno al azar',
  'multi-worst': 'Varios objetos, después el de peor máscara',
  'multi-max_dt': 'Varios objetos, después el mayor error de la imagen',
  'multi-round_robin': 'Varios objetos, uno tras otro',
  'multi-wlb': 'Varios objetos, después la peor máscara, como mucho diez clics cada uno',
  'global-error': 'Varios objetos, siguiente clic en el mayor error de la imagen',
};
