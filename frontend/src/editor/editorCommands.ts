/** Everything that a key, a button or a menu of the editor can do, by name. */
import { screenPoint } from '../canvas/geometry';
import { actualSize, fitImage, type Viewport, zoomBy } from '../canvas/viewport';
import type { PlainKey } from '../i18n/catalogue';
import type { EditorSession } from '../store/editorSession';
import type { Store } from '../store/store';
import * as view from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';

export interface CommandSurroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly goTo: (direction: 'previous' | 'next') => void;
  readonly showShortcuts: () => void;
  readonly switchFocus: () => void;
  /** Say why something was not done. */
  readonly tell: (message: PlainKey) => void;
}

export type EditorCommands = ReturnType<typeof editorCommands>;
export type EditorCommandName = Exclude<keyof EditorCommands, 'chooseLabel'>;

const ZOOM_STEP = 1.25;
const OPACITY_STEP = 0.1;

export function editorCommands(surroundings: CommandSurroundings) {
  const { session, viewport, goTo, tell } = surroundings;
  const { store } = session;

  const moveView = (change: (viewport: Viewport) => Viewport): void =>
    viewport.update((value) => (value === null ? null : change(value)));
  const zoom = (factor: number): void =>
    moveView((value) => zoomBy(value, factor, screenPoint(value.screen.width / 2, value.screen.height / 2)));
  const selected = () => {
    const { sync, view: shown } = store.get();
    return shown.selection === null ? undefined : visibleDocument(sync).objects.get(shown.selection);
  };
  const mayWrite = (): boolean => {
    const { canWrite } = store.get().link;
    if (!canWrite) tell('editor.readOnly');
    return canWrite;
  };
  const refuseLocked = (): void => tell('editor.lockedUnlock');

  return {
    undo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canUndo) session.undo();
    },
    redo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canRedo) session.redo();
    },
    finishObject: () => store.update((state) => view.select(state, null)),
    useClickTool: () => store.update((state) => view.setTool(state, 'click')),
    useSelectTool: () => store.update((state) => view.setTool(state, 'select')),
    deleteSelected: () => {
      const object = selected();
      if (object === undefined || !mayWrite()) return;
      if (object.locked) refuseLocked();
      else session.delete(object.id);
    },
    selectNext: () => store.update((state) => view.selectNeighbour(state, 1)),
    selectPrevious: () => store.update((state) => view.selectNeighbour(state, -1)),
    toggleSelectedHidden: () => {
      const object = selected();
      if (object !== undefined) store.update((state) => view.toggleHidden(state, object.id));
    },
    toggleSelectedLocked: () => {
      const object = selected();
      if (object !== undefined && mayWrite()) session.change(object.id, { locked: !object.locked });
    },
    fit: () => moveView(fitImage),
    actualSize: () => moveView((value) => actualSize(value, window.devicePixelRatio || 1)),
    zoomIn: () => zoom(ZOOM_STEP),
    zoomOut: () => zoom(1 / ZOOM_STEP),
    lessOpacity: () => store.update((state) => view.setOpacity(state, state.view.opacity - OPACITY_STEP)),
    moreOpacity: () => store.update((state) => view.setOpacity(state, state.view.opacity + OPACITY_STEP)),
    toggleMasks: () => store.update(view.toggleMasks),
    nextImage: () => goTo('next'),
    previousImage: () => goTo('previous'),
    switchFocus: surroundings.switchFocus,
    showShortcuts: surroundings.showShortcuts,
    /** Make it the label of new objects, and of the selected one. */
    chooseLabel: (label: number | null) => {
      store.update((state) => view.setActiveLabel(state, label));
      const object = selected();
      if (object === undefined || object.label === label || !mayWrite()) return;
      if (object.locked) refuseLocked();
      else session.change(object.id, { label });
    },
  };
}
