import type { German } from '../catalogue';
import type { zoom as en } from '../en/zoom';

export const zoom: German<typeof en> = {
  looksHere: 'Nah gesehen: {width} × {height} px',
  looksHereDetail:
    'Sie haben hineingezoomt: Für das, was Sie jetzt anklicken, sieht das Modell diesen Bildteil in voller Schärfe.',
};
