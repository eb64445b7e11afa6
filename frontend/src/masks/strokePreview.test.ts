import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask, type Rle } from '../protocol/rle';
import { wholeFrame } from './labelFrame';
import { LabelImage, STROKE_SLOT } from './labelImage';
import { StrokePreview } from './strokePreview';

const [WIDTH, HEIGHT] = [9, 7];
const owners = fc.array(fc.integer({ min: 0, max: 3 }), {
  minLength: WIDTH * HEIGHT,
  maxLength: WIDTH * HEIGHT,
});
const stroke = fc.array(
  fc
    .tuple(fc.nat(WIDTH - 1), fc.nat(HEIGHT - 1), fc.nat(HEIGHT))
    .map(([x, a, b]) => [x, Math.min(a, b), b] as const),
  { maxLength: 12 },
);

function labelsOf(frame: readonly number[]): LabelImage {
  const labels = new LabelImage(wholeFrame(WIDTH, HEIGHT, 100));
  const maskOf = (owner: number): Rle =>
    encodeMask(
      frame.map((value) => Number(value === owner)),
      HEIGHT,
      WIDTH,
    );
  labels.show(new Map([1, 2, 3].map((owner) => [`object ${owner}`, maskOf(owner)])));
  return labels;
}

describe('StrokePreview', () => {
  it('takes what is free and what others have, but not from locked objects; and puts all of it back', () => {
    fc.assert(
      fc.property(owners, stroke, (frame, spans) => {
        const labels = labelsOf(frame);
        const before = [...labels.data];
        const [own, locked] = [labels.slotOf('object 1'), labels.slotOf('object 3')];
        const preview = new StrokePreview(labels, {
          id: 'object 1',
          mode: 'add',
          locked: new Set(['object 3']),
        });
        for (const span of spans) preview.add(...span);
        const isReached = (index: number): boolean =>
          spans.some(([x, start, end]) => {
            const y = Math.floor(index / WIDTH);
            return index % WIDTH === x && y >= start && y < end;
          });
        expect([...labels.data]).toEqual(
          before.map((slot, index) =>
            isReached(index) && slot !== own && slot !== locked ? STROKE_SLOT : slot,
          ),
        );
        preview.restore();
        expect([...labels.data]).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it('erases from its own object only', () => {
    fc.assert(
      fc.property(owners, stroke, (frame, spans) => {
        const labels = labelsOf(frame);
        const before = [...labels.data];
        const preview = new StrokePreview(labels, { id: 'object 2', mode: 'erase', locked: new Set() });
        for (const span of spans) preview.add(...span);
        const own = labels.slotOf('object 2');
        expect(
          before.every((slot, index) => [slot, slot === own ? 0 : slot].includes(labels.data[index] ?? -1)),
        ).toBe(true);
        preview.restore();
        expect([...labels.data]).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it('tells what is to be painted, once', () => {
    const labels = labelsOf(new Array(WIDTH * HEIGHT).fill(0));
    const preview = new StrokePreview(labels, { id: 'new', mode: 'add', locked: new Set() });
    preview.add(3, 2, 5);
    preview.add(4, 1, 3);
    expect(preview.takeUnpainted()).toEqual({ x0: 3, y0: 1, x1: 5, y1: 5 });
    expect(preview.takeUnpainted()).toBeNull();
    preview.add(8, 6, 7);
    expect(preview.takeUnpainted()).toEqual({ x0: 8, y0: 6, x1: 9, y1: 7 });
    expect(preview.restore()).toEqual({ x0: 3, y0: 1, x1: 9, y1: 7 });
  });

  it('reaches the pixels of a smaller label image that sample what was drawn', () => {
    const labels = new LabelImage(wholeFrame(400, 200, 100));
    const preview = new StrokePreview(labels, { id: 'new', mode: 'add', locked: new Set() });
    for (let x = 200; x < 400; x++) preview.add(x, 0, 200);
    expect(labels.data.filter((slot) => slot === STROKE_SLOT)).toHaveLength(50 * 50);
  });
});
