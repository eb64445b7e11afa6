/** Whether the model has yet to answer what was asked of an object. */
import type { EditorState } from './editorState';
import type { VisibleObject } from './visibleDocument';

export type Asked = Pick<EditorState, 'sync' | 'link' | 'trims'>;

/**
 * A click, a stroke or a box of the object is newer than its mask. Of the person's own work since the document was
 * fetched that is known; while an answer to anything else is awaited, of every object that has such a mark.
 */
export function awaitsAnswer(object: VisibleObject, { sync, link, trims }: Asked): boolean {
  const marks = [...object.visibleClicks, ...object.visibleStrokes, ...object.visibleBoxes];
  if (marks.some(({ isPending }) => isPending)) return true;
  const own = new Set([...trims.awaited.values()].map(({ operation }) => operation));
  if (own.size > 0 || sync.pending.length > 0) return marks.some(({ id }) => own.has(id));
  return link.isAnswerPending && marks.length > 0;
}
