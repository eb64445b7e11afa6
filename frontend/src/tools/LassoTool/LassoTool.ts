/** Draw an outline freehand; what it holds is painted or erased. */
import { whileSelecting } from '../selecting';
import { IDLE, stay, type Tool } from '../tool';
import { whileIdle } from './Idle';
import { whileLassoing } from './Lassoing';

export const lassoTool: Tool = {
  name: 'lasso',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'lassoing':
        return whileLassoing(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key) {
    return state.name === 'lassoing' && key === 'Escape' ? stay(IDLE) : null;
  },
};
