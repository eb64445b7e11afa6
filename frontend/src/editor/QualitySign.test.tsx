// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { english } from '../i18n/english';
import { QualitySign } from './QualitySign';
import { qualityOf, qualityText } from './quality';

const RLE = { size: [48, 64] as const, counts: '01' };
const NANO = { name: 'nano', digest: 'd29f5a47b233', engine: 'onnx/cpu' };

function judged(quality: number | null, model: typeof NANO | null = NANO) {
  const found = qualityOf({ quality, model, area: 250, rle: RLE }, english);
  if (found === null) throw new Error('a mask is always judged');
  return found;
}

function show(quality: number | null, model: typeof NANO | null = NANO): HTMLElement {
  render(
    <MantineProvider env="test">
      <QualitySign quality={judged(quality, model)} />
    </MantineProvider>,
  );
  return screen.getByRole('img');
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  [1, 'good'],
  [0.9, 'good'],
  [0.894, 'fair'],
  [0.75, 'fair'],
  [0.744, 'poor'],
  [0, 'poor'],
])('grades %d as %s', (quality, grade) => {
  expect(judged(quality).grade).toBe(grade);
});

it('never shows a number that its sign contradicts', () => {
  expect(judged(0.896)).toMatchObject({ grade: 'good', text: '90' });
  expect(judged(0.746)).toMatchObject({ grade: 'fair', text: '75' });
});

it('tells the grade by number, by name and by a shape of its own', () => {
  const shapes = [0.95, 0.8, 0.4].map((quality) => {
    const sign = show(quality);
    const shape = sign.querySelector('svg')?.innerHTML;
    expect(sign.textContent).toBe(String(quality * 100));
    cleanup();
    return shape;
  });
  expect(new Set(shapes).size).toBe(3);
  expect(show(0.8).getAttribute('aria-label')).toBe('Predicted quality 80 of 100: look again');
});

it('shows a dash where a person made the mask or the model predicts nothing', () => {
  const sign = show(null, null);
  expect(sign.textContent).toBe('–');
  expect(sign.querySelector('svg')).toBeNull();
  expect(sign.getAttribute('aria-label')).toBe('No predicted quality');
  expect(judged(null, null).detail).toContain('not made by a model');
  expect(judged(null, NANO).detail).toContain('nano predicts no quality');
});

it('says nothing of an object that has no mask', () => {
  expect(qualityOf({ quality: 0.9, model: NANO, area: 0, rle: RLE }, english)).toBeNull();
  expect(qualityOf({ quality: null, model: null, area: 0, rle: null }, english)).toBeNull();
});

it('puts the number into words for the details', () => {
  expect(qualityText(judged(0.934), english)).toBe('93 of 100 · good');
});
