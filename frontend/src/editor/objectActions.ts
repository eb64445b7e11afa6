/**
 * What can be done to the selected objects: one table that keys, menus and the sheet of keys read. `when` says whether
 * it can be done now; `run` of one that cannot says why.
 */
import type { ImagePoint } from '../canvas/geometry';
import type { PlainKey } from '../i18n/catalogue';
import { currentT } from '../i18n/language';
import type { MaskSize } from '../masks/rleAlgebra';
import { MAX_OBJECTS, type Uuid } from '../protocol/messages';
import { type Clipboard, copiedObjects, copyObjects } from '../store/clipboard';
import type { EditorSession } from '../store/editorSession';
import { type EditorState, mayChange, type ToolName } from '../store/editorState';
import { openMenu, selectedIds, setAdjusting, setTool } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { pasted } from './pasting';
import { type AdjustKind, type Change, masked, merged, removed, splitIntoParts } from './reshapes';
import { selectedObjects } from './selectedObjects';
import { restacked, type StackMove } from './stacking';

export interface ActionSurroundings {
  readonly session: EditorSession;
  readonly image: { readonly id: Uuid; readonly size: MaskSize };
  readonly project: number;
  /** Where the pointer is over the image; null elsewhere. */
  readonly pointer: () => ImagePoint | null;
  /** Where a menu that a key asks for opens, in CSS pixels of the page. */
  readonly menuPlace: () => readonly [x: number, y: number];
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** False, said to the person, when this person may not change the image. */
  readonly mayWrite: () => boolean;
  /** Say why something was not done. */
  readonly tell: (sentence: string) => void;
}

export interface ObjectAction {
  readonly id: ObjectActionId;
  readonly keys: readonly string[];
  readonly text: PlainKey;
  readonly group: 'mask' | 'division' | 'order' | 'clipboard';
  readonly when: (state: EditorState) => boolean;
  readonly run: (surroundings: ActionSurroundings) => void;
}

export type ObjectActionId =
  | 'fillHoles'
  | 'removeSpecks'
  | 'grow'
  | 'shrink'
  | 'smooth'
  | 'editOutline'
  | 'useSplitTool'
  | 'splitIntoParts'
  | 'merge'
  | 'bringForward'
  | 'sendBackward'
  | 'bringToFront'
  | 'sendToBack'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'deleteSelected';

export const OBJECT_ACTIONS: readonly ObjectAction[] = [
  adjusting('fillHoles', 'Shift + F', 'actions.fillHoles', 'fill_holes'),
  adjusting('removeSpecks', 'Shift + R', 'actions.removeSpecks', 'remove_specks'),
  adjusting('grow', 'Shift + W', 'actions.grow', 'grow'),
  adjusting('shrink', 'Shift + N', 'actions.shrink', 'shrink'),
  adjusting('smooth', 'Shift + S', 'actions.smooth', 'smooth'),
  {
    id: 'editOutline',
    keys: ['R'],
    text: 'tools.outline',
    group: 'mask',
    when: hasMask,
    run: (surroundings) => take(surroundings, 'outline'),
  },
  {
    id: 'useSplitTool',
    keys: ['U'],
    text: 'tools.split',
    group: 'division',
    when: hasMask,
    run: (surroundings) => take(surroundings, 'split'),
  },
  {
    id: 'splitIntoParts',
    keys: ['Shift + U'],
    text: 'actions.splitIntoParts',
    group: 'division',
    when: hasMask,
    run: (surroundings) => {
      const { session } = surroundings;
      const objects = masked(selectedObjects(session.store.get()));
      change(
        surroundings,
        splitIntoParts(objects.slice(0, 1), () => session.newObjectId(), currentT()),
      );
    },
  },
  {
    id: 'merge',
    keys: ['M'],
    text: 'actions.merge',
    group: 'division',
    when: (state) => masked(selectedObjects(state)).length > 1 && mayChange(state),
    run: (surroundings) =>
      change(surroundings, merged(masked(selectedObjects(surroundings.session.store.get())), currentT())),
  },
  stacking('bringForward', 'Shift + PageUp', 'actions.bringForward', 'forward'),
  stacking('sendBackward', 'Shift + PageDown', 'actions.sendBackward', 'backward'),
  stacking('bringToFront', 'Shift + Home', 'actions.bringToFront', 'front'),
  stacking('sendToBack', 'Shift + End', 'actions.sendToBack', 'back'),
  {
    id: 'copy',
    keys: ['Ctrl + C'],
    text: 'common.copy',
    group: 'clipboard',
    when: (state) => masked(selectedObjects(state)).length > 0,
    run: copy,
  },
  {
    id: 'cut',
    keys: ['Ctrl + X'],
    text: 'actions.cut',
    group: 'clipboard',
    when: hasMask,
    run: (surroundings) => {
      if (surroundings.mayWrite() && copy(surroundings)) removeSelected(surroundings);
    },
  },
  {
    id: 'paste',
    keys: ['Ctrl + V'],
    text: 'actions.paste',
    group: 'clipboard',
    when: mayChange,
    run: (surroundings) => {
      const clipboard = copiedObjects(surroundings.storage);
      if (clipboard === null) surroundings.tell(currentT()('actions.nothingCopied'));
      else paste(surroundings, clipboard, surroundings.pointer());
    },
  },
  {
    id: 'duplicate',
    keys: ['Ctrl + D'],
    text: 'actions.duplicate',
    group: 'clipboard',
    when: hasMask,
    run: (surroundings) => {
      const clipboard = clipboardOf(surroundings);
      if (clipboard === null) surroundings.tell(currentT()('actions.nothingSelected'));
      else paste(surroundings, clipboard, null);
    },
  },
  {
    id: 'deleteSelected',
    keys: ['Delete', 'Backspace'],
    text: 'actions.delete',
    group: 'clipboard',
    when: (state) => mayChange(state) && state.view.selection !== null,
    run: removeSelected,
  },
];

/** The actions by their ids, for keys and buttons. */
export function objectCommands(surroundings: ActionSurroundings): Record<ObjectActionId, () => void> {
  const entries = OBJECT_ACTIONS.map(({ id, run }) => [id, () => run(surroundings)]);
  return Object.fromEntries(entries) as Record<ObjectActionId, () => void>;
}

export function showObjectMenu({ session, menuPlace }: ActionSurroundings): void {
  const [x, y] = menuPlace();
  session.store.update((state) => openMenu(state, { x, y }));
}

function adjusting(id: ObjectActionId, key: string, text: PlainKey, kind: AdjustKind): ObjectAction {
  return {
    id,
    keys: [key],
    text,
    group: 'mask',
    when: hasMask,
    run: ({ session, mayWrite, tell }) => {
      if (!mayWrite()) return;
      if (masked(selectedObjects(session.store.get())).length === 0) {
        tell(currentT()('actions.nothingSelected'));
      } else {
        session.store.update((state) => setAdjusting(state, kind));
      }
    },
  };
}

function stacking(id: ObjectActionId, key: string, text: PlainKey, move: StackMove): ObjectAction {
  return {
    id,
    keys: [key],
    text,
    group: 'order',
    when: (state) => state.link.mayOverlap && mayChange(state) && state.view.selection !== null,
    run: (surroundings) => restack(surroundings, move),
  };
}

function restack({ session, mayWrite, tell }: ActionSurroundings, move: StackMove): void {
  const t = currentT();
  const state = session.store.get();
  const { objects } = visibleDocument(state.sync);
  if (!state.link.mayOverlap) tell(t('actions.noOverlap'));
  else if (state.view.selection === null) tell(t('actions.nothingSelected'));
  if (!state.link.mayOverlap || state.view.selection === null || !mayWrite()) return;
  const next = (state.sync.document?.revision ?? 0) + state.sync.pending.length + 1;
  const places = restacked(objects.values(), new Set(selectedIds(state.view)), move, next);
  const ids = [...places.keys()];
  const isLocked = ids.some((id) => objects.get(id)?.locked);
  if (ids.length === 0) tell(t('actions.unchanged'));
  else if (isLocked) tell(t(ids.length === 1 ? 'editor.lockedUnlock' : 'actions.someInTheWayLocked'));
  else if (ids.length > MAX_OBJECTS) tell(t('actions.tooMany', { count: ids.length, most: MAX_OBJECTS }));
  else session.restack(places);
}

function take({ session, mayWrite }: ActionSurroundings, tool: ToolName): void {
  if (mayWrite()) session.store.update((state) => setTool(state, tool));
}

function hasMask(state: EditorState): boolean {
  return mayChange(state) && masked(selectedObjects(state)).length > 0;
}

function change({ session, mayWrite, tell }: ActionSurroundings, wanted: Change | string): boolean {
  if (!mayWrite()) return false;
  if (typeof wanted === 'string') {
    tell(wanted);
    return false;
  }
  session.reshape(wanted);
  return true;
}

function removeSelected(surroundings: ActionSurroundings): void {
  const { session, mayWrite } = surroundings;
  const objects = selectedObjects(session.store.get());
  const [first] = objects;
  if (first === undefined || !mayWrite()) return;
  const wanted = removed(objects, currentT());
  if (typeof wanted !== 'string' && objects.length === 1) session.delete(first.id);
  else change(surroundings, wanted);
}

function clipboardOf({ session, image, project }: ActionSurroundings): Clipboard | null {
  const objects = masked(selectedObjects(session.store.get())).map(({ label, rle }) => ({ label, rle }));
  return objects.length === 0 ? null : { image: image.id, project, objects };
}

function copy(surroundings: ActionSurroundings): boolean {
  const clipboard = clipboardOf(surroundings);
  if (clipboard === null) {
    surroundings.tell(currentT()('actions.nothingSelected'));
    return false;
  }
  copyObjects(surroundings.storage, clipboard);
  surroundings.tell(currentT()('actions.copied', { count: clipboard.objects.length }));
  return true;
}

function paste(surroundings: ActionSurroundings, clipboard: Clipboard, pointer: ImagePoint | null): void {
  const { session, image, project, tell } = surroundings;
  const newId = (): Uuid => session.newObjectId();
  const target = { image: image.id, project, size: image.size, pointer, newId };
  const found = pasted(clipboard, target, currentT());
  if (typeof found === 'string') tell(found);
  else if (change(surroundings, found.change) && found.note !== null) tell(found.note);
}
