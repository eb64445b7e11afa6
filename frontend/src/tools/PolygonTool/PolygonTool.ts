/** Draw an outline by its corners, in parts freehand; what it holds is painted or erased. */
import { whileSelecting } from '../selecting';
import type { Tool } from '../tool';
import { whileIdle } from './Idle';
import { pressWhileOutlining, whileOutlining } from './Outlining';

export const polygonTool: Tool = {
  name: 'polygon',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'outlining':
        return whileOutlining(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key, context) {
    return state.name === 'outlining' ? pressWhileOutlining(state, key, context) : null;
  },
};
