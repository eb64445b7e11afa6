/** Draw a line across the selected object, by clicks or freehand; its two sides become two objects. */
import { whileSelecting } from '../selecting';
import type { Tool } from '../tool';
import { pressWhileCutting, whileCutting } from './Cutting';
import { whileIdle } from './Idle';

export const splitTool: Tool = {
  name: 'split',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'cutting':
        return whileCutting(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key) {
    return state.name === 'cutting' ? pressWhileCutting(state, key) : null;
  },
};
