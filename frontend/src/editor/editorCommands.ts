/** Everything that a key, a button or a menu of the editor can do, by name. */
import { type ImagePoint, screenPoint } from '../canvas/geometry';
import { actualSize, fitImage, type Viewport, zoomBy } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { Uuid } from '../protocol/messages';
import { placePin, togglePins } from '../store/commentReducers';
import { isReadOnly, type ToolName } from '../store/editorState';
import { selectedOfOthers } from '../store/leases';
import type { Store } from '../store/store';
import * as view from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { changeMany, hideMany } from './bulk';
import { goToUnsure } from './goToUnsure';
import type { KeyboardCursor } from './keyboardCursor';
import { type ActionSurroundings, objectCommands, showObjectMenu } from './objectActions';
import { middleOfView } from './pinPlaces';
import { protectTrimmed } from './protecting';
import { readOnlyReason } from './readOnlyReason';
import { selectedObjects } from './selectedObjects';
import { canSubtract } from './toolFacts';

export interface CommandSurroundings extends Omit<ActionSurroundings, 'mayWrite'> {
  readonly viewport: Store<Viewport | null>;
  readonly goTo: (direction: 'previous' | 'next') => void;
  readonly showShortcuts: () => void;
  /** The parts of the page, in turn. */
  readonly focusRegion: (step: 1 | -1) => void;
  readonly cursor: KeyboardCursor;
  readonly submit: () => void;
  readonly nextUnfinished: () => void;
  readonly showPalette: () => void;
  readonly showGuidelines: () => void;
  readonly showFlag: () => void;
  readonly focusTags: () => void;
  /** The object that is seen at a place. */
  readonly objectAt: (point: ImagePoint) => Uuid | null;
  readonly focusAttributes: () => void;
}

export type EditorCommands = ReturnType<typeof editorCommands>;
export type EditorCommandName = Exclude<keyof EditorCommands, 'chooseLabel'>;

const ZOOM_STEP = 1.25;
const OPACITY_STEP = 0.1;

export function editorCommands(surroundings: CommandSurroundings) {
  const { session, viewport, goTo, tell, cursor, focusRegion } = surroundings;
  const { store } = session;

  const moveView = (change: (viewport: Viewport) => Viewport): void =>
    viewport.update((value) => (value === null ? null : change(value)));
  const zoom = (factor: number): void =>
    moveView((value) => zoomBy(value, factor, screenPoint(value.screen.width / 2, value.screen.height / 2)));
  const selected = () => selectedObjects(store.get());
  const mayWrite = (): boolean => {
    const isRefused = isReadOnly(store.get());
    if (isRefused) tell(currentT()(readOnlyReason(store.get())));
    return !isRefused;
  };
  /** Flags and tags are on the image, not in its document: also while looking back. */
  const mayMark = (): boolean => {
    const { canWrite } = store.get().link;
    if (!canWrite) tell(currentT()('editor.readOnly'));
    return canWrite;
  };
  const take = (tool: ToolName): void => {
    if (tool === 'select' || mayWrite()) store.update((state) => view.setTool(state, tool));
  };

  const actions = { ...surroundings, mayWrite };

  return {
    ...objectCommands(actions),
    showObjectMenu: () => showObjectMenu(actions),
    undo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canUndo) session.undo();
    },
    redo: () => {
      if (mayWrite() && visibleDocument(store.get().sync).canRedo) session.redo();
    },
    finishObject: () =>
      store.update((state) => {
        if (state.view.past !== null) return view.lookBack(state, null);
        return state.view.adjusting === null ? view.select(state, null) : view.setAdjusting(state, null);
      }),
    useSelectTool: () => take('select'),
    useClickTool: () => take('click'),
    useScribbleTool: () => take('scribble'),
    useBoxTool: () => take('box'),
    useBoundsTool: () => take('bounds'),
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
    selectNext: () => store.update((state) => view.selectNeighbour(state, 1)),
    selectPrevious: () => store.update((state) => view.selectNeighbour(state, -1)),
    nextUnsure: () => goToUnsure(surroundings),
    toggleSelectedHidden: () => {
      const ids = selected().map(({ id }) => id);
      const [first] = ids;
      if (first !== undefined) hideMany(surroundings, ids, !store.get().view.hidden.has(first));
    },
    toggleSelectedLocked: () => {
      const objects = selected();
      const locked = !objects[0]?.locked;
      if (objects.length === 0 || !mayWrite()) return;
      changeMany(
        surroundings,
        objects.map(({ id }) => id),
        { locked },
      );
    },
    takeOver: () => {
      const ids = selectedOfOthers(store.get());
      if (ids.length === 0) tell(currentT()('leases.nothing'));
      else if (mayWrite()) for (const id of ids) session.takeOver(id);
    },
    protectTrimmed: () => protectTrimmed({ session, mayWrite, tell }),
    fit: () => moveView(fitImage),
    actualSize: () => moveView((value) => actualSize(value, window.devicePixelRatio || 1)),
    zoomIn: () => zoom(ZOOM_STEP),
    zoomOut: () => zoom(1 / ZOOM_STEP),
    lessOpacity: () => store.update((state) => view.setOpacity(state, state.view.opacity - OPACITY_STEP)),
    moreOpacity: () => store.update((state) => view.setOpacity(state, state.view.opacity + OPACITY_STEP)),
    toggleOutlines: () => store.update((state) => view.setOutlineOnly(state, !state.view.isOutlineOnly)),
    toggleSolo: () => store.update((state) => view.setSolo(state, !state.view.isSolo)),
    resetPhoto: () => store.update((state) => view.setPhoto(state, { brightness: 1, contrast: 1 })),
    toggleMasks: () => store.update(view.toggleMasks),
    nextImage: () => goTo('next'),
    previousImage: () => goTo('previous'),
    nextRegion: () => focusRegion(1),
    previousRegion: () => focusRegion(-1),
    toggleHistory: () =>
      store.update((state) => view.setPanel(state, state.view.panel === 'history' ? 'objects' : 'history')),
    toggleComments: () =>
      store.update((state) => view.setPanel(state, state.view.panel === 'comments' ? 'objects' : 'comments')),
    /** At the pointer or the crosshair, else in the middle of what is in sight. */
    beginComment: () => {
      const shown = viewport.get();
      if (shown === null) return;
      const point = surroundings.pointer() ?? middleOfView(shown);
      const object = surroundings.objectAt(point);
      store.update((state) => placePin(state, { x: point[0], y: point[1], object }));
    },
    togglePins: () => store.update(togglePins),
    showFlag: () => {
      if (mayMark()) surroundings.showFlag();
    },
    focusTags: () => {
      if (mayMark()) surroundings.focusTags();
    },
    focusAttributes: () => {
      if (mayWrite()) surroundings.focusAttributes();
    },
    /** Go back to the step that is shown. */
    restoreShown: () => {
      const { link, sync, view: shown } = store.get();
      if (shown.past === null) tell(currentT()('history.chooseFirst'));
      else if (!link.canWrite) tell(currentT()('editor.readOnly'));
      else if (!sync.pending.some(({ operation }) => operation.op === 'restore'))
        session.restore(shown.past.revision);
    },
    submit: surroundings.submit,
    nextUnfinished: surroundings.nextUnfinished,
    showPalette: surroundings.showPalette,
    showGuidelines: surroundings.showGuidelines,
    crosshairLeft: () => cursor.move(-1, 0, false),
    crosshairRight: () => cursor.move(1, 0, false),
    crosshairUp: () => cursor.move(0, -1, false),
    crosshairDown: () => cursor.move(0, 1, false),
    crosshairFarLeft: () => cursor.move(-1, 0, true),
    crosshairFarRight: () => cursor.move(1, 0, true),
    crosshairFarUp: () => cursor.move(0, -1, true),
    crosshairFarDown: () => cursor.move(0, 1, true),
    pressAtCrosshair: () => cursor.press('left'),
    pressOppositeAtCrosshair: () => cursor.press('right'),
    toggleCrosshair: () => store.update((state) => view.setCrosshair(state, !state.view.hasCrosshair)),
    showShortcuts: surroundings.showShortcuts,
    /** Make it the label of new objects, and of the selected ones. */
    chooseLabel: (label: number | null) => {
      store.update((state) => view.setActiveLabel(state, label));
      const others = selected().filter((object) => object.label !== label);
      if (others.length === 0 || !mayWrite()) return;
      changeMany(
        surroundings,
        others.map(({ id }) => id),
        { label },
      );
    },
  };
}
