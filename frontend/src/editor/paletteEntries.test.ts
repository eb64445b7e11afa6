import { describe, expect, it, vi } from 'vitest';
import { en } from '../i18n/en';
import { createT } from '../i18n/translate';
import { numberEntries, typedNumber } from './paletteEntries';

const t = createT('en', en);

describe('images by their number', () => {
  it('is a whole number, with or without #, in the digits of any width', () => {
    expect(['17', '#17', ' # 17 ', '１７'].map(typedNumber)).toEqual([17, 17, 17, 17]);
    expect(['', '#', '1.5', '-1', '17 cats', 'cat 17'].map(typedNumber)).toEqual(Array(6).fill(null));
  });

  it('offers the image at that place, which is counted from 1', () => {
    const open = vi.fn();
    const [entry] = numberEntries(17, 20, open, t);
    expect(entry?.title).toBe('Go to image 17 of 20');
    entry?.run();
    expect(open).toHaveBeenCalledWith(16);
  });

  it('offers nothing outside the list', () => {
    for (const number of [null, 0, 21]) expect(numberEntries(number, 20, vi.fn(), t)).toEqual([]);
  });
});
