/** A batch as it is being typed. */
import type { BatchValues } from '../../api/work';

export interface BatchDraft extends Omit<BatchValues, 'priority'> {
  /** A text while it is empty or only its sign is there. */
  priority: number | string;
}

export const EMPTY_DRAFT: BatchDraft = { name: '', priority: 0, assignee: null, group: null };

/** null while a name is missing or the priority is not a number yet. */
export function valuesOf(draft: BatchDraft): BatchValues | null {
  const name = draft.name.trim();
  const priority = wholeNumber(draft.priority);
  return name === '' || priority === null ? null : { ...draft, name, priority };
}

/** null where it is not a whole number, as while only a minus is typed. */
export function wholeNumber(typed: number | string): number | null {
  const number = typed === '' ? Number.NaN : Number(typed);
  return Number.isInteger(number) ? number : null;
}
