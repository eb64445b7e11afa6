/** Click on an object to get its mask; click again to refine it; right click where it should not be. */
import { whilePanning } from '../panning';
import { IDLE, stay, type Tool } from '../tool';
import { whileIdle } from './Idle';
import { whileClicking } from './Pointing';

export const clickTool: Tool = {
  name: 'click',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(event, context);
      case 'pointing':
        return whileClicking(state, event, context);
      case 'panning':
        return whilePanning(state, event);
      default: // a state of another tool
        return stay(IDLE);
    }
  },
};
