/** Why a change cannot be made now; null when it can. */
import type { Uuid } from '../protocol/messages';
import type { HintReason, ToolContext } from './tool';

/** `onSelected`: the change is to the selected object, if there is one. */
export function refusal(context: ToolContext, onSelected: boolean): HintReason | null {
  if (!context.isReady) return 'not-ready';
  if (!context.canWrite) return 'read-only';
  return onSelected && context.selection !== null ? barrier(context.selection, context) : null;
}

/** What keeps this person from changing an object. */
export function barrier(id: Uuid, context: ToolContext): 'locked' | 'leased' | null {
  if (context.isLocked(id)) return 'locked';
  return context.isLeased(id) ? 'leased' : null;
}
