/** Click selects the object under the pointer; a drag moves the image. */
import { whilePanning } from '../panning';
import { whilePointing } from '../pointing';
import type { Tool } from '../tool';
import { whileIdle } from './Idle';

export const selectTool: Tool = {
  name: 'select',
  cursor: 'default',
  handle(state, event, context) {
    switch (state.name) {
      case 'idle':
        return whileIdle(event, context);
      case 'pointing':
        return whilePointing(state, event, () => [{ kind: 'select', id: context.objectAt(state.image) }]);
      case 'panning':
        return whilePanning(state, event);
    }
  },
};
