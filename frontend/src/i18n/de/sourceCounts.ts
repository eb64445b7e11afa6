import type { German } from '../catalogue';
import type { sourceCounts as en } from '../en/sourceCounts';

export const sourceCounts: German<typeof en> = {
  added: '{n} hinzugefügt',
  unchanged: '{n} bekannt',
  duplicates: '{n} schon im Projekt',
  refused: '{n} ausgelassen',
  waiting: '{n} werden noch geschrieben',
  failed: '{n} nicht lesbar',
  vanished: '{n} nicht mehr dort, Bilder bleiben',
  passed: '{n} Verweise, versteckte oder ausgelagerte Dateien übergangen',
};
