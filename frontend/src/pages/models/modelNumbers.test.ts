import { expect, it } from 'vitest';
import type { ModelNumbers } from '../../api/types';
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
  expect(publishedFigures(NUMBERS)).toBe('GrabCut NoC@90 1.90');
});

it('shows shares finely, counts of clicks coarsely, and what is missing as a dash', () => {
  expect(figure(0.6157)).toBe('0.616');
  expect(figure(11.081)).toBe('11.08');
  expect(figure(13)).toBe('13');
  expect(figure(undefined)).toBe('–');
});
