/** Draw a line over the object, or over what is not part of any: the model sees it as one piece of evidence. */
import { whileSelecting } from '../selecting';
import { IDLE, stay, type Tool } from '../tool';
import { whileIdle } from './Idle';
import { whileScribbling } from './Scribbling';

export const scribbleTool: Tool = {
  name: 'scribble',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(state, event, context);
      case 'scribbling':
        return whileScribbling(state, event, context);
      default:
        return whileSelecting(state, event, context);
    }
  },
  press(state, key) {
    return state.name === 'scribbling' && key === 'Escape' ? stay(IDLE) : null;
  },
};
