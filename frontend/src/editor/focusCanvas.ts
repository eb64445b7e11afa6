/** Back to the canvas, where keys mean tools. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[data-canvas]')?.focus();
}
