/** Draw a bounding box that is an object of its own, without a mask; move and resize the selected one. */
import { whileSelecting } from '../selecting';
import { IDLE, stay, type Tool } from '../tool';
import { whileBounding } from './Bounding';
import { whileIdle } from './Idle';

export const boundsTool: Tool = {
  name: 'bounds',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'bounding':
        return whileBounding(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key) {
    return state.name === 'bounding' && key === 'Escape' ? stay(IDLE) : null;
  },
};
