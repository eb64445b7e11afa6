/** Take pixels from the selected object, or from the one under the pointer. Its states are the brush's. */
import { whileIdle } from '../BrushTool/Idle';
import { pressWhilePainting, whilePainting } from '../BrushTool/Painting';
import { whileSelecting } from '../selecting';
import type { Tool } from '../tool';

export const eraserTool: Tool = {
  name: 'eraser',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context, 'erase');
      case 'painting':
        return whilePainting(state, event);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press: pressWhilePainting,
};
