/** The figures of a model, arranged for tables: one a protocol, its metrics as columns. */
import type { ModelNumbers } from '../../api/types';

export interface NumbersTable {
  protocol: string;
  metrics: string[];
  rows: ModelNumbers[];
}

const ROW_KEYS = new Set(['dataset', 'protocol', 'source', 'note']);
const FIGURES_IN_A_LINE = 3;

const PROTOCOL_NAMES: Readonly<Record<string, string>> = {
  single: 'One object, next click in the largest error',
  'single-dynamite': 'One object, as DynaMITe counts',
  multi: 'Several objects',
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

export function figure(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1 ? value.toFixed(3) : value.toFixed(2);
}

/** A few published figures in one line: "COCO_MVal NoC@90 5.7 · …". */
export function publishedFigures(numbers: readonly ModelNumbers[]): string {
  return numbers
    .filter((row) => row.source === 'published')
    .flatMap((row) =>
      metricsOf(row)
        .slice(0, 1)
        .map((metric) => `${row.dataset} ${metric} ${figure(row[metric])}`),
    )
    .slice(0, FIGURES_IN_A_LINE)
    .join(' · ');
}
