/** Back to the canvas, where keys mean tools. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[data-canvas]')?.focus();
}

/** The same after an answer from far away: whoever types somewhere else by then goes on typing. */
export function focusCanvasUnlessTyping(own: Element | null = null): void {
  const at = document.activeElement;
  const isTyping = at?.matches('input, textarea, select') ?? false;
  if (!isTyping || own?.contains(at)) focusCanvas();
}
