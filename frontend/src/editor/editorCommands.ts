/** Everything that a key, a button or a menu of the editor can do, by name. */
import { screenPoint } from '../canvas/geometry';
import { actualSize, fitImage, type Viewport, zoomBy } from '../canvas/viewport';
import type { EditorSession } from '../store/editorSession';
import { isReadOnly, type ToolName } from '../store/editorState';
import type { Store } from '../store/store';
import * as view from '../store/viewReducers';
import { selectedObject, visibleDocument } from '../store/visibleDocument';
import { canSubtract } from './toolFacts';

export interface CommandSurroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly goTo: (direction: 'previous' | 'next') => void;
  readonly showShortcuts: () => void;
  readonly switchFocus: () => void;
  /** Say why something was not done. */
  readonly tell: (sentence: string) => void;
}

export type EditorCommands = ReturnType<typeof editorCommands>;
export type EditorCommandName = Exclude<keyof EditorCommands, 'chooseLabel'>;

const ZOOM_STEP = 1.25;
const OPACITY_STEP = 0.1;
export const READ_ONLY = 'Your role lets you look at this image, not change it.';

export function editorCommands(surroundings: CommandSurroundings) {
  const { session, viewport, goTo, tell } = surroundings;
  const { store } = session;

  const moveView = (change: (viewport: Viewport) => Viewport): void =>
    viewport.update((value) => (value === null ? null : change(value)));
  const zoom = (factor: number): void =>
    moveView((value) => zoomBy(value, factor, screenPoint(value.screen.width / 2, value.screen.height / 2)));
  const selected = () => selectedObject(store.get());
  const mayWrite = (): boolean => {
    const isRefused = isReadOnly(store.get());
    if (isRefused) tell(READ_ONLY);
    return !isRefused;
  };
  const take = (tool: ToolName): void => {
    if (tool === 'select' || mayWrite()) store.update((state) => view.setTool(state, tool));
  };
  const refuseLocked = (): void => tell('This object is locked. Unlock it first (K).');

  return {
    undo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canUndo) session.undo();
    },
    redo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canRedo) session.redo();
    },
    finishObject: () => store.update((state) => view.select(state, null)),
    useSelectTool: () => take('select'),
    useClickTool: () => take('click'),
    useScribbleTool: () => take('scribble'),
    useBoxTool: () => take('box'),
    useBrushTool: () => take('brush'),
    useEraserTool: () => take('eraser'),
    usePolygonTool: () => take('polygon'),
    useLassoTool: () => take('lasso'),
    toggleSubtracting: () => {
      const { tool, isSubtracting } = store.get().view;
      if (canSubtract(tool)) store.update((state) => view.setSubtracting(state, !isSubtracting));
    },
    smallerBrush: () => store.update((state) => view.stepBrushSize(state, -1)),
    largerBrush: () => store.update((state) => view.stepBrushSize(state, 1)),
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
