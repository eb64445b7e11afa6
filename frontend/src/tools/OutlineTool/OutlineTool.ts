/** Edit the selected object's outline by its handles: drag one, double-click to make one, Alt and a click takes one out. */
import { whilePanning } from '../panning';
import { IDLE, stay, type Tool } from '../tool';
import { whileHandling } from './Handling';
import { whileIdle } from './Idle';
import { whilePressing } from './Pressing';

export const outlineTool: Tool = {
  name: 'outline',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'edge-clicked':
        return whileIdle(state, event, context);
      case 'pointing':
        return whilePressing(state, event, context);
      case 'handling':
        return whileHandling(state, event);
      case 'panning':
        return whilePanning(state, event);
      default: // a state of another tool
        return stay(IDLE);
    }
  },
  press(state, key) {
    return state.name === 'handling' && key === 'Escape' ? stay(IDLE, { kind: 'handle-cancel' }) : null;
  },
};
