import { expect, it } from 'vitest';
import { english } from '../i18n/english';
import { byteSize, cardSummary, clickSpeed, engineNames, parameterCount, shortDigest } from './modelFacts';

it('writes sizes as people read them', () => {
  expect([2_975_000, 215_000_000, 1200, null].map((count) => parameterCount(count, english))).toEqual([
    '3.0 M',
    '215 M',
    '2 k',
    '–',
  ]);
  expect([11_900_000, 863_000_000, 1_250_000_000, null].map((bytes) => byteSize(bytes, english))).toEqual([
    '12 MB',
    '863 MB',
    '1.3 GB',
    '–',
  ]);
});

it('tells the speed of a click, or that nobody has measured it', () => {
  expect(clickSpeed({ encode_ms: 65, click_ms: 70.4 }, english)).toBe('about 70 ms a click');
  expect(clickSpeed({ encode_ms: 65, click_ms: 1840 }, english)).toBe('about 1.8 s a click');
  expect(clickSpeed(null, english)).toBe('speed not measured yet');
});

it('shortens a digest, with or without the name of its hash', () => {
  expect(shortDigest('d29f5a47b233c946')).toBe('d29f5a47');
  expect(shortDigest('sha256:d29f5a47b233c946')).toBe('d29f5a47');
});

it('names engines, and a dash where none can run it', () => {
  expect(engineNames(['onnx', 'torch'])).toBe('ONNX Runtime, PyTorch');
  expect(engineNames([])).toBe('–');
});

it('takes the first paragraph of a card, without marks and without headings', () => {
  const card =
    '# nano\n\n| a | b |\n| - | - |\n\nTurns *clicks* into\n[masks](https://x.test). Digest `d2`.\n\nMore.';
  expect(cardSummary(card)).toBe('Turns clicks into masks. Digest d2.');
  expect(cardSummary('Preset `swin_tiny`, _converted_.')).toBe('Preset swin_tiny, converted.');
  expect(cardSummary('# only a heading')).toBe('');
  expect(cardSummary(`One. ${'word '.repeat(100)}`)).toBe('One.');
  expect(cardSummary('word '.repeat(100)).length).toBeLessThanOrEqual(183);
});
