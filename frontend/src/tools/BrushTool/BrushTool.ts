/** Paint what belongs to the object; the right button or Alt erases. */
import { isOpposite } from '../opposite';
import { whileSelecting } from '../selecting';
import type { Tool } from '../tool';
import { whileIdle } from './Idle';
import { pressWhilePainting, whilePainting } from './Painting';

export const brushTool: Tool = {
  name: 'brush',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context, isOpposite(event, context) ? 'erase' : 'add');
      case 'painting':
        return whilePainting(state, event);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press: pressWhilePainting,
};
