/** Where copied objects go: under the pointer, beside the original, or to the same place of another image. Pure. */
import type { ImagePoint } from '../canvas/geometry';
import type { T } from '../i18n/translate';
import { moved } from '../masks/moving';
import { type Rect, unite } from '../masks/rect';
import { area, bbox, isEmptyMask, type MaskSize } from '../masks/rleAlgebra';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { Clipboard } from '../store/clipboard';
import { type Change, sendable } from './reshapes';

export interface PasteTarget {
  readonly image: Uuid;
  readonly project: number;
  /** [height, width] in pixels */
  readonly size: MaskSize;
  /** Where the pointer is over the image; null elsewhere. */
  readonly pointer: ImagePoint | null;
  readonly newId: () => Uuid;
}

export interface Pasted {
  readonly change: Change;
  /** A sentence when something did not fit; null when everything did. */
  readonly note: string | null;
}

/** Between a copy and its original, in image pixels. */
const GAP_PX = 4;

/** In the image it came from the copy lies under the pointer or beside the original, elsewhere where it was. */
export function pasted(clipboard: Clipboard, target: PasteTarget, t: T): Pasted | string {
  const around = clipboard.objects.map(({ rle }) => bbox(rle)).reduce(unite, null);
  if (around === null) return t('actions.nothingCopied');
  const [dx, dy] = clipboard.image === target.image ? shift(around, target) : [0, 0];
  const isHere = clipboard.project === target.project;
  let [cut, gone] = [0, 0];
  const shapes: { object: Uuid; label: number | null; rle: Rle }[] = [];
  for (const { label, rle } of clipboard.objects) {
    const placed = moved(rle, dx, dy, target.size);
    if (isEmptyMask(placed)) gone++;
    else {
      if (area(placed) < area(rle)) cut++;
      shapes.push({ object: target.newId(), label: isHere ? label : null, rle: placed });
    }
  }
  if (shapes.length === 0) return t('actions.nothingInside');
  const change = sendable(
    shapes,
    [],
    'paste',
    shapes.map(({ object }) => object),
    t,
  );
  return typeof change === 'string' ? change : { change, note: noteOf(cut, gone, t) };
}

/** Beside the original on the side with the most room, so that the copy takes no pixel from it. */
function shift({ x0, y0, x1, y1 }: Rect, { size, pointer }: PasteTarget): readonly [dx: number, dy: number] {
  if (pointer !== null) {
    return [Math.round(pointer[0] - (x0 + x1) / 2), Math.round(pointer[1] - (y0 + y1) / 2)];
  }
  const [height, width] = size;
  const [across, down] = [x1 - x0 + GAP_PX, y1 - y0 + GAP_PX];
  const sides = [
    { by: [across, 0], share: (width - x1 - GAP_PX) / (x1 - x0) },
    { by: [0, down], share: (height - y1 - GAP_PX) / (y1 - y0) },
    { by: [-across, 0], share: (x0 - GAP_PX) / (x1 - x0) },
    { by: [0, -down], share: (y0 - GAP_PX) / (y1 - y0) },
  ] as const;
  return (sides.find(({ share }) => share >= 1) ?? sides.reduce((a, b) => (b.share > a.share ? b : a))).by;
}

function noteOf(cut: number, gone: number, t: T): string | null {
  const parts = [
    cut === 0 ? null : t('actions.cutAtEdge', { count: cut }),
    gone === 0 ? null : t('actions.leftOut', { count: gone }),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return [t('actions.pastedWhatFits'), ...parts].reduce((first, second) =>
    t('common.sentences', { first, second }),
  );
}
