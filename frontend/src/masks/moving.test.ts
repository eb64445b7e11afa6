import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bitAt, bitmaps, mapped, rleOf } from './bitmaps';
import { moved } from './moving';

it('moves a mask by whole pixels into an image of any size and cuts off what does not fit', () => {
  const shift = fc.integer({ min: -30, max: 30 });
  const side = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(bitmaps, shift, shift, side, side, (bitmap, dx, dy, width, height) => {
      const target = { width, height, bits: new Uint8Array(width * height) };
      const wanted = mapped(target, (x, y) => bitAt(bitmap, x - dx, y - dy) === 1);
      expect(moved(rleOf(bitmap), dx, dy, [height, width])).toEqual(rleOf(wanted));
    }),
    { numRuns: 150 },
  );
});
