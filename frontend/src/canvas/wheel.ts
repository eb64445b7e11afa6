/**
 * What a turn of the wheel means. A mouse wheel zooms; two fingers on a trackpad pan, a pinch zooms; with Shift it
 * changes the size of a tool that has one.
 */
export type WheelMeaning =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'size'; readonly direction: 1 | -1 };

type WheelFacts = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const LINE_PX = 16;
const PAGE_PX = 400;
/** Mice report notches of 100 or more (53 with some scaled displays); trackpads report many small steps. */
const NOTCH_PX = 50;

export function wheelMeaning(event: WheelFacts, hasSize = false): WheelMeaning {
  const unit = event.deltaMode === 1 ? LINE_PX : event.deltaMode === 2 ? PAGE_PX : 1;
  const dx = event.deltaX * unit;
  const dy = event.deltaY * unit;
  if (event.ctrlKey || event.metaKey)
    return { kind: 'zoom', factor: zoomFactor(dy, Math.abs(dy) < NOTCH_PX ? 0.01 : 0.002) };
  // With Shift some systems turn the wheel sideways.
  if (event.shiftKey && hasSize) return { kind: 'size', direction: (dy || dx) < 0 ? 1 : -1 };
  if (event.shiftKey) return { kind: 'pan', dx: -(dx || dy), dy: 0 };
  const isMouse = event.deltaMode !== 0 || (dx === 0 && Math.abs(dy) >= NOTCH_PX);
  if (isMouse) return { kind: 'zoom', factor: zoomFactor(dy, 0.002) };
  return { kind: 'pan', dx: -dx, dy: -dy };
}

function zoomFactor(delta: number, strength: number): number {
  return Math.exp(-Math.max(-240, Math.min(240, delta)) * strength);
}
