/** The columns that tables of people and of projects share. */
import type { Totals } from '../api/types';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';
import { decimal, duration, secondsText, share } from './figureText';

export interface FigureColumn<Row> {
  readonly key: string;
  readonly name: PlainKey;
  readonly of: (row: Row) => number | null;
  readonly text: (value: number | null, t: T) => string;
}

const whole = (value: number | null, t: T) => t.number(value ?? 0);
const precise = (value: number | null, t: T) => share(value, t, 1);

export const FIGURE_COLUMNS: readonly FigureColumn<Totals>[] = [
  { key: 'images', name: 'quality.images', of: ({ images }) => images, text: whole },
  { key: 'reworked', name: 'quality.reworked', of: ({ reworked }) => reworked, text: whole },
  { key: 'objects', name: 'quality.objects', of: ({ objects }) => objects, text: whole },
  {
    key: 'seconds',
    name: 'quality.activeTime',
    of: ({ seconds }) => seconds,
    text: (value, t) => duration(value ?? 0, t),
  },
  {
    key: 'time',
    name: 'quality.timePerObject',
    of: ({ seconds_per_object }) => seconds_per_object,
    text: secondsText,
  },
  {
    key: 'clicks',
    name: 'quality.clicksPerObject',
    of: ({ clicks_per_object }) => clicks_per_object,
    text: decimal,
  },
  { key: 'acceptance', name: 'quality.acceptance', of: ({ acceptance }) => acceptance, text: share },
  { key: 'gold', name: 'quality.goldScore', of: ({ gold_score }) => gold_score, text: precise },
  { key: 'agreement', name: 'quality.agreement', of: ({ agreement }) => agreement, text: precise },
];
