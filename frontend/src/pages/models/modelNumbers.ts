/** The figures of a model, arranged for tables: one a protocol, its metrics as columns. */
import type { ModelNumbers } from '../../api/types';
import { type English, en } from '../../i18n/en';
import { percent } from '../../i18n/percent';
import type { T } from '../../i18n/translate';

export interface NumbersTable {
  protocol: string;
  metrics: string[];
  rows: ModelNumbers[];
}

const ROW_KEYS = new Set(['dataset', 'protocol', 'source', 'note']);
const HEADLINE = 'NoC@90';
const FIGURES_IN_A_LINE = 6;

/** In the order in which protocols and metrics first occur; measured rows before published ones. */
export function numbersTables(numbers: readonly ModelNumbers[]): NumbersTable[] {
  const byProtocol = new Map<string, ModelNumbers[]>();
  for (const row of numbers) byProtocol.set(row.protocol, [...(byProtocol.get(row.protocol) ?? []), row]);
  return [...byProtocol].map(([protocol, rows]) => ({
    protocol,
    metrics: [...new Set(rows.flatMap(metricsOf))],
    rows: [...rows].sort((a, b) => a.dataset.localeCompare(b.dataset) || a.source.localeCompare(b.source)),
  }));
}

export function metricsOf(row: ModelNumbers): string[] {
  return Object.keys(row).filter((key) => !ROW_KEYS.has(key) && row[key] !== null);
}

export function protocolName(protocol: string, t: T): string {
  return isKnown(protocol) ? t(`protocols.${protocol}`) : protocol;
}

/** As people read it: IoU in per cent, however it was stored; whole numbers in groups of three. */
export function figure(metric: string, value: string | number | null | undefined, t: T): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (/^m?IoU/.test(metric)) return percent(value <= 1 ? 100 * value : value, t, 1);
  return t.number(
    value,
    Number.isInteger(value) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  );
}

/** A few published figures in one line: "NoC@90: GrabCut 1.82 · Berkeley 2.19". */
export function publishedFigures(numbers: readonly ModelNumbers[], t: T): string {
  const figures = numbers
    .filter((row) => row.source === 'published')
    .flatMap((row) =>
      metricsOf(row)
        .filter((metric) => metric === HEADLINE)
        .map((metric) => `${row.dataset} ${figure(metric, row[metric], t)}`),
    )
    .slice(0, FIGURES_IN_A_LINE)
    .join(' · ');
  return figures && `${HEADLINE}: ${figures}`;
}

function isKnown(protocol: string): protocol is keyof English['protocols'] {
  return Object.hasOwn(en.protocols, protocol);
}
