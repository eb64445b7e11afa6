/** Why a change cannot be made now; null when it can. */
import type { HintReason, ToolContext } from './tool';

/** `onSelected`: the change is to the selected object, if there is one. */
export function refusal(context: ToolContext, onSelected: boolean): HintReason | null {
  if (!context.isReady) return 'not-ready';
  if (!context.canWrite) return 'read-only';
  const isLocked = context.selection !== null && context.isLocked(context.selection);
  return onSelected && isLocked ? 'locked' : null;
}
