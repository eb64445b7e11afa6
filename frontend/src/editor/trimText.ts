/** What is said of an object that other work has trimmed. */
import type { T } from '../i18n/translate';
import { area } from '../masks/rleAlgebra';
import type { Trim } from '../store/trims';
import { shareText } from './objectFacts';

/** What is less than this part of the change is not worth a word. */
const ASIDE = 0.02;

/** "−3.2 %": of the mask as it was. */
export function trimSign(trim: Trim, t: T): string {
  const isLess = trim.lost >= trim.gained;
  const share = shareText((isLess ? trim.lost : trim.gained) / Math.max(1, area(trim.before)), t);
  return `${isLess ? '−' : '+'}${share}`;
}

/** "lost 312 px (3.2 %)" */
export function trimDetail({ before, lost, gained }: Trim, t: T): string {
  const whole = Math.max(1, area(before));
  const part = (pixels: number) => ({ pixels: t.number(pixels), share: shareText(pixels / whole, t) });
  if (gained < lost * ASIDE) return t('trims.lost', part(lost));
  if (lost < gained * ASIDE) return t('trims.gained', part(gained));
  return t('trims.lostAndGained', { lost: t.number(lost), gained: t.number(gained), ...part(lost) });
}
