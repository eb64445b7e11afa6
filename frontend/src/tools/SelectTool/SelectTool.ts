/** Click selects the object under the pointer, with Shift one more; right click opens its menu; a drag moves the image. */
import { whileSelecting } from '../selecting';
import type { Tool } from '../tool';
import { whileIdle } from './Idle';

export const selectTool: Tool = {
  name: 'select',
  handle(state, event, context) {
    return state.name === 'idle' ? whileIdle(event, context) : whileSelecting(state, event, context);
  },
};
