/** Drag a box around an object: the model finds its mask inside. */
import { whileSelecting } from '../selecting';
import { IDLE, stay, type Tool } from '../tool';
import { whileBoxing } from './Boxing';
import { whileIdle } from './Idle';

export const boxTool: Tool = {
  name: 'box',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'boxing':
        return whileBoxing(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key) {
    return state.name === 'boxing' && key === 'Escape' ? stay(IDLE) : null;
  },
};
