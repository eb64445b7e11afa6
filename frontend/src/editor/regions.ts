/** The parts of the editor that F6 goes through: top bar, tools, canvas, panel. */

const REGION = '[data-region]';
const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]';

/** Focus the next part (or the one before) after the one that has the focus; from outside, the canvas. */
export function focusRegion(editor: HTMLElement, step: 1 | -1): void {
  const regions = [...editor.querySelectorAll<HTMLElement>(REGION)];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const canvas = regions.findIndex((region) => region.matches('[data-canvas]'));
  const next = regions[at < 0 ? canvas : (at + step + regions.length) % regions.length];
  const target = next?.matches(FOCUSABLE) ? next : next?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
}
