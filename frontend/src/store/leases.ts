/** Which objects other people work on just now, as far as the server has told. Pure. */
import type { Actor, LeaseView, Uuid } from '../protocol/messages';
import type { EditorState, LinkState } from './editorState';
import { selectedIds } from './viewReducers';

export const NO_LEASES: LinkState['leases'] = new Map();

/** Those of others than `you`. */
export function othersLeases(leases: readonly LeaseView[], you: number | null): LinkState['leases'] {
  const others = leases.filter(({ by }) => by.id !== you);
  return others.length === 0 ? NO_LEASES : new Map(others.map(({ object, by }) => [object, by]));
}

/** Who works on the selected object, when that is somebody else. */
export function holderOfSelected({ link, view }: EditorState): Actor | null {
  return view.selection === null ? null : (link.leases.get(view.selection) ?? null);
}

/** The selected objects that others work on. */
export function selectedOfOthers({ link, view }: EditorState): Uuid[] {
  return selectedIds(view).filter((id) => link.leases.has(id));
}
