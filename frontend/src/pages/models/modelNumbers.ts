/** The figures of a model, arranged for tables: one a protocol, its metrics as columns. */
import type { ModelNumbers } from '../../api/types';

export interface NumbersTable {
  protocol: string;
  metrics: string[];
  rows: ModelNumbers[];
}

const ROW_KEYS = new Set(['dataset', 'protocol', 'source', 'note']);
const HEADLINE = 'NoC@90';
const FIGURES_IN_A_LINE = 6;

const PROTOCOL_NAMES: Readonly<Record<string, string>> = {
  single: 'One object, next click in the largest error',
  'single-dynamite': 'One object, as DynaMITe counts',
  multi: 'Several objects',
  'multi-best': 'Several objects, next the one with the best mask',
  'multi-random': 'Several objects, next a random one',
  'multi-worst': 'Several objects, next the one with the worst mask',
  'multi-max_dt': 'Several objects, next the largest error of the image',
  'multi-round_robin': 'Several objects, one after the other',
  'multi-wlb': 'Several objects, next the worst mask, at most ten clicks each',
  'global-error': 'Several objects, next click in the largest error of the image',
};

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

export function protocolName(protocol: string): string {
  return PROTOCOL_NAMES[protocol] ?? protocol;
}

/** As people read it: IoU in per cent, however it was stored; whole numbers in groups of three. */
export function figure(metric: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (/^m?IoU/.test(metric)) return `${(value <= 1 ? 100 * value : value).toFixed(1)} %`;
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(2);
}

/** A few published figures in one line: "NoC@90: GrabCut 1.82 · Berkeley 2.19". */
export function publishedFigures(numbers: readonly ModelNumbers[]): string {
  const figures = numbers
    .filter((row) => row.source === 'published')
    .flatMap((row) =>
      metricsOf(row)
        .filter((metric) => metric === HEADLINE)
        .map((metric) => `${row.dataset} ${figure(metric, row[metric])}`),
    )
    .slice(0, FIGURES_IN_A_LINE)
    .join(' · ');
  return figures && `${HEADLINE}: ${figures}`;
}
