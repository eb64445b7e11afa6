import type { German } from '../catalogue';
import type { trims as en } from '../en/trims';

/** Was die Arbeit an einem Objekt an anderen geändert hat, und wie sie davor bewahrt werden. */
export const trims: German<typeof en> = {
  trimmed: 'Durch Ihre letzte Arbeit geändert',
  byYou: 'Das kam durch Ihre letzte Arbeit an einem anderen Objekt.',
  lost: '{pixels} px verloren ({share})',
  gained: '{pixels} px gewonnen ({share})',
  lostAndGained: '{lost} px verloren ({share}), {gained} px gewonnen',
  one: '{object}: {change}',
  several: {
    one: '{count} anderes Objekt hat sich mit geändert',
    other: '{count} andere Objekte haben sich mit geändert',
  },
  protect: 'Zurückgeben und sperren',
  protectKey: 'Was die letzte Arbeit beschnitten hat, zurückgeben und sperren',
  protected: {
    one: '{count} Objekt ist wie zuvor und gesperrt',
    other: '{count} Objekte sind wie zuvor und gesperrt',
  },
  locked: {
    one: '{count} Objekt ist gesperrt. Wo das andere Objekt darauf liegt, wurde nichts zurückgegeben.',
    other: '{count} Objekte sind gesperrt. Wo das andere Objekt darauf liegt, wurde nichts zurückgegeben.',
  },
  none: 'Ihre letzte Arbeit hat kein anderes Objekt geändert.',
};
