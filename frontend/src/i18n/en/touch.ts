/** Fingers and pens on the canvas. */
export const touch = {
  longPress: 'Long press',
  twoFingers: 'Two fingers',
  background: 'Click tool: mark background',
  moveAndZoom: 'Move the image, zoom',
} as const;
