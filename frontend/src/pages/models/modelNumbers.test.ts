import { expect, it } from 'vitest';
import type { ModelNumbers } from '../../api/types';
import { english } from '../../i18n/english';
import { figure, numbersTables, publishedFigures } from './modelNumbers';

const NUMBERS: ModelNumbers[] = [
  { dataset: 'GrabCut', protocol: 'single', source: 'published', 'NoC@90': 1.9, note: 'RITM clicker' },
  { dataset: 'GrabCut', protocol: 'single', source: 'measured', 'NoC@85': 7.58, 'NoC@90': 11.08 },
  { dataset: 'SBD', protocol: 'multi', source: 'measured', NCI: 6.1 },
];

it('makes a table of each protocol, measured above published, a metric a column', () => {
  const [single, multi] = numbersTables(NUMBERS);
  expect(single?.protocol).toBe('single');
  expect(single?.metrics.toSorted()).toEqual(['NoC@85', 'NoC@90']);
  expect(single?.rows.map((row) => row.source)).toEqual(['measured', 'published']);
  expect(multi?.metrics).toEqual(['NCI']);
});

it('tells only published figures before a model is installed', () => {
  expect(publishedFigures(NUMBERS, english)).toBe('NoC@90: GrabCut 1.90');
  expect(publishedFigures(NUMBERS.slice(1), english)).toBe('');
});

it('shows IoU in per cent however it was stored, and what is missing as a dash', () => {
  expect(figure('mIoU@1', 0.6157, english)).toBe('61.6 %');
  expect(figure('mIoU', 82, english)).toBe('82.0 %');
  expect(figure('NoC@90', 11.081, english)).toBe('11.08');
  expect(figure('NFO', 14845, english)).toBe('14,845');
  expect(figure('NoC@85', undefined, english)).toBe('–');
});
