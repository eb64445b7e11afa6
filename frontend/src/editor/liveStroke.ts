/** The stroke of a brush from its first point to its last: it shows as it grows, and at its end becomes an operation. */
import type { ImagePoint, Size } from '../canvas/geometry';
import { brushTip, sweepTip, tipPlace } from '../masks/brushTip';
import { ColumnSpans } from '../masks/columnSpans';
import { objectColour } from '../masks/palette';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { MaskStack } from '../render/maskStack';
import type { EditorState } from '../store/editorState';
import { visibleDocument } from '../store/visibleDocument';
import type { PaintMode } from '../tools/tool';

type StrokeScreen = Pick<MaskStack, 'startStroke' | 'extendStroke' | 'endStroke'>;

export class LiveStroke {
  readonly object: Uuid;
  readonly mode: PaintMode;
  readonly #spans: ColumnSpans;
  readonly #screen: StrokeScreen | null;
  #last: ImagePoint | null = null;

  /** `screen` shows it in `colour`; null: nothing does. */
  constructor(
    object: Uuid,
    mode: PaintMode,
    imageSize: Size,
    screen: StrokeScreen | null,
    look: { readonly colour: string; readonly locked: ReadonlySet<Uuid> },
  ) {
    this.object = object;
    this.mode = mode;
    this.#spans = new ColumnSpans([imageSize.height, imageSize.width]);
    this.#screen = screen;
    screen?.startStroke({ id: object, mode, spans: this.#spans, ...look });
  }

  /** Cover the way to `point` with the tip of `size` pixels; the first point is only dotted. */
  moveTo(point: ImagePoint, size: number): void {
    const tip = brushTip(size);
    const to = tipPlace(point, size);
    sweepTip(tip, tipPlace(this.#last ?? point, size), to, (x, yStart, yEnd) => {
      this.#spans.add(x, yStart, yEnd);
      this.#screen?.extendStroke(x, yStart, yEnd);
    });
    this.#last = point;
  }

  /** The screen shows the document again; what the stroke covered is returned. */
  end(): Rle {
    this.#screen?.endStroke();
    return this.#spans.toMask();
  }
}

/** Colour and limits of a stroke on `object`, which may be one that the stroke will make. */
export function lookOf(
  state: EditorState,
  object: Uuid,
  labelColours: ReadonlyMap<number, string>,
): { readonly colour: string; readonly locked: ReadonlySet<Uuid> } {
  const { leases, mayOverlap } = state.link;
  const objects = mayOverlap ? [] : [...visibleDocument(state.sync).objects.values()];
  return {
    colour: colourOf(state, object, labelColours),
    locked: new Set(objects.filter(({ id, locked }) => locked || leases.has(id)).map(({ id }) => id)),
  };
}

/** Colour of an object, or where it does not exist yet the one that it will get. */
export function colourOf(
  { sync, view }: EditorState,
  object: Uuid | null,
  labelColours: ReadonlyMap<number, string>,
): string {
  const known = object === null ? undefined : visibleDocument(sync).objects.get(object);
  const nextZ = (sync.document?.revision ?? 0) + sync.pending.length + 1;
  const { label, z, hue = z } = known ?? { label: view.activeLabel, z: nextZ };
  return objectColour(label, hue, view.colouring, labelColours);
}
