/**
 * The person's hand on the canvas (hop 1 and 2 of the way of a click): feeds pointer and keys to the tool in use, keeps
 * the tool's state, and carries out its commands.
 */
import { distance, type ImagePoint, isInside, type ScreenPoint, type Size } from '../canvas/geometry';
import type { CanvasPointerEvent } from '../canvas/pointerEvents';
import { panBy, type Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import { polygonMask } from '../masks/polygonMask';
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';
import type { MaskStack } from '../render/maskStack';
import type { Unpainted } from '../store/actions/addPaint';
import type { EditorSession } from '../store/editorSession';
import { mayChange } from '../store/editorState';
import { hiddenObjects } from '../store/hiddenObjects';
import { createStore, type Store } from '../store/store';
import { hover, openMenu, select, selectedIds, toggleSelected } from '../store/viewReducers';
import { boundsOf, visibleDocument } from '../store/visibleDocument';
import {
  type HintReason,
  IDLE,
  type PaintMode,
  type ToolCommand,
  type ToolContext,
  type ToolKey,
  type ToolState,
} from '../tools/tool';
import { TOOLS } from '../tools/tools';
import { boundsAt } from './boundsAt';
import { LiveStroke, lookOf } from './liveStroke';
import { Looking } from './looking';
import { OutlineHand } from './outlineHand';
import { masked, split } from './reshapes';
import { selectedObjects } from './selectedObjects';

export interface HeldKeys {
  /** Space: the left button moves the image. */
  readonly isPan: boolean;
  /** G: the left button does what the right one does. */
  readonly isOpposite: boolean;
  readonly isShift: boolean;
}

export const NO_KEYS: HeldKeys = { isPan: false, isOpposite: false, isShift: false };

/** What of the hand is seen. */
export interface HandState {
  readonly tool: ToolState;
  /** null while the pointer is not over the canvas. */
  readonly pointer: ImagePoint | null;
  /** Keys move the pointer: no mouse is in hand. */
  readonly isByKeys: boolean;
  readonly held: HeldKeys;
  /** The image is being moved by something else than the tool. */
  readonly isPanning: boolean;
}

export type Told = HintReason | Unpainted;

export interface HandSurroundings {
  readonly session: EditorSession;
  readonly viewport: Store<Viewport | null>;
  readonly imageSize: Size;
  readonly labelColours: () => ReadonlyMap<number, string>;
  /** Say why something was not done. */
  readonly tell: (reason: Told) => void;
  /** The same in a sentence of its own. */
  readonly say: (sentence: string) => void;
}

export class Hand {
  readonly state: Store<HandState> = createStore<HandState>({
    tool: IDLE,
    pointer: null,
    isByKeys: false,
    held: NO_KEYS,
    isPanning: false,
  });
  /** Where strokes show; null before the first drawing. */
  masks: MaskStack | null = null;
  readonly outline: OutlineHand;
  readonly looking: Looking;
  readonly #surroundings: HandSurroundings;
  #stroke: LiveStroke | null = null;
  /** Where the mouse was last. */
  #mouse: ScreenPoint | null = null;

  constructor(surroundings: HandSurroundings) {
    this.#surroundings = surroundings;
    this.outline = new OutlineHand(surroundings);
    this.looking = new Looking(surroundings.session, surroundings.viewport);
  }

  get stroke(): Pick<LiveStroke, 'object'> | null {
    return this.#stroke;
  }

  pointer(event: CanvasPointerEvent, by: 'mouse' | 'keys' = 'mouse'): void {
    if (by === 'mouse' && this.#isAtRest(event)) return;
    const { session, imageSize } = this.#surroundings;
    const { state, commands } = this.#tool.handle(this.state.get().tool, event, this.#context());
    const pointer = event.type === 'leave' ? null : event.image;
    this.state.update((before) => ({ ...before, tool: state, pointer, isByKeys: by === 'keys' }));
    for (const command of commands) this.#carryOut(command);
    if (event.type === 'move') session.moveCursor(isInside(event.image, imageSize) ? event.image : null);
    if (event.type === 'leave') session.moveCursor(null);
  }

  /** Browsers tell of a movement when the page moves under a mouse that does not: keys keep the pointer then. */
  #isAtRest({ type, screen }: CanvasPointerEvent): boolean {
    const last = this.#mouse;
    this.#mouse = screen;
    const isSame = last !== null && distance(last, screen) < 1;
    return this.state.get().isByKeys && (type === 'leave' || (type === 'move' && isSame));
  }

  /** Returns whether the tool took the key. */
  press(key: ToolKey): boolean {
    const next = this.#tool.press?.(this.state.get().tool, key, this.#context()) ?? null;
    if (next === null) return false;
    this.state.update((before) => ({ ...before, tool: next.state }));
    for (const command of next.commands) this.#carryOut(command);
    return true;
  }

  /** Give up what a tool has begun when another one is taken up. Returns the function that stops watching. */
  watchTool(): () => void {
    const { store } = this.#surroundings.session;
    let { tool, past } = store.get().view;
    return store.subscribe(() => {
      const { view } = store.get();
      // What was begun is given up, also by who looks back: nothing may go into the present from there.
      const isToStop = view.tool !== tool || (view.past !== null && past === null);
      ({ tool, past } = view);
      if (!isToStop) return;
      this.#endStroke(false);
      this.outline.cancel();
      this.state.update((before) => ({ ...before, tool: IDLE }));
    });
  }

  hold(held: HeldKeys): void {
    this.state.update((before) => ({ ...before, held }));
  }

  setPanning(isPanning: boolean): void {
    this.state.update((before) => (before.isPanning === isPanning ? before : { ...before, isPanning }));
  }

  /** The foremost object that is seen there. */
  objectAt(point: ImagePoint): Uuid | null {
    return this.#context().objectAt(point);
  }

  get #tool() {
    return TOOLS[this.#surroundings.session.store.get().view.tool];
  }

  #context(): ToolContext {
    const { session, viewport, imageSize } = this.#surroundings;
    const state = session.store.get();
    const { sync, view, link } = state;
    const hidden = hiddenObjects(state);
    const visible = visibleDocument(sync);
    const { objects } = visible;
    const selected = view.selection === null ? undefined : objects.get(view.selection);
    return {
      imageSize,
      scale: viewport.get()?.scale ?? 1,
      objectAt: ([x, y]) => {
        if (view.areMasksHidden) return null;
        const id = this.masks?.objectAt(x, y) ?? null;
        return id !== null && !hidden.has(id) ? id : boundsAt(visible, hidden, x, y);
      },
      canWrite: mayChange(state),
      isReady: sync.document !== null && link.you !== null,
      selection: view.selection,
      isSelected: (id) => selectedIds(view).includes(id),
      handleAt: (point) => this.outline.handleAt(point),
      edgeAt: (point) => this.outline.edgeAt(point),
      isLocked: (id) => objects.get(id)?.locked ?? false,
      isLeased: (id) => link.leases.has(id),
      selectedBounds: selected === undefined ? null : boundsOf(selected),
      isSubtracting: view.isSubtracting,
      isOppositeKeyDown: this.state.get().held.isOpposite,
    };
  }

  #carryOut(command: ToolCommand): void {
    const { session, viewport, imageSize } = this.#surroundings;
    switch (command.kind) {
      case 'click': {
        const [x, y] = command.point;
        session.click(x, y, command.isBackground, this.looking.at([[x, y]]));
        break;
      }
      case 'scribble':
        session.scribble(command.points, command.isBackground, this.looking.at(command.points));
        break;
      case 'box': {
        const [x0, y0, x1, y1] = command.box;
        const corners = [
          [x0, y0],
          [x1, y1],
        ] as const;
        session.box(command.box, command.isForSelected, this.looking.at(corners));
        break;
      }
      case 'stroke-start':
        this.#startStroke(command);
        break;
      case 'stroke-to':
        this.#stroke?.moveTo(command.point, session.store.get().view.brushSize);
        break;
      case 'stroke-end':
      case 'stroke-cancel':
        this.#endStroke(command.kind === 'stroke-end');
        break;
      case 'fill': {
        const rle = polygonMask(command.outline, [imageSize.height, imageSize.width]);
        this.#paint(rle, command.mode, this.#objectFor(command.object));
        break;
      }
      case 'bounds':
        session.bounds(command.box, command.object);
        break;
      case 'split': {
        const [object] = masked(selectedObjects(session.store.get()));
        const objects = object === undefined ? [] : [object];
        const change = split(objects, command.line, () => session.newObjectId(), currentT());
        if (typeof change === 'string') this.#surroundings.say(change);
        else session.reshape(change);
        break;
      }
      case 'handle-to':
        this.outline.drag(command.handle, command.to);
        break;
      case 'handle-end':
        this.outline.drop(command.handle, command.to);
        break;
      case 'handle-insert':
        this.outline.insert(command.corner);
        break;
      case 'handle-delete':
        this.outline.drop(command.handle, null);
        break;
      case 'handle-cancel':
        this.outline.cancel();
        break;
      case 'select':
        session.store.update((state) => select(state, command.id));
        break;
      case 'toggle':
        session.store.update((state) => toggleSelected(state, command.id));
        break;
      case 'menu':
        session.store.update((state) => openMenu(state, { x: command.at[0], y: command.at[1] }));
        break;
      case 'hover':
        session.store.update((state) => hover(state, command.id));
        break;
      case 'pan':
        viewport.update((value) => (value === null ? null : panBy(value, command.dx, command.dy)));
        break;
      case 'hint':
        this.#surroundings.tell(command.reason);
        break;
    }
  }

  #startStroke(command: Extract<ToolCommand, { kind: 'stroke-start' }>): void {
    const { session, imageSize, labelColours } = this.#surroundings;
    const object = this.#objectFor(command.object);
    const look = lookOf(session.store.get(), object, labelColours());
    this.#stroke = new LiveStroke(object, command.mode, imageSize, this.masks, look);
    this.#stroke.moveTo(command.point, session.store.get().view.brushSize);
  }

  #endStroke(isKept: boolean): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    if (stroke === null) return;
    const rle = stroke.end();
    if (isKept) this.#paint(rle, stroke.mode, stroke.object);
  }

  /** The object that the tool named, else the selected one, else a new one. */
  #objectFor(named: Uuid | null): Uuid {
    const { session } = this.#surroundings;
    return named ?? session.store.get().view.selection ?? session.newObjectId();
  }

  #paint(rle: Rle, mode: PaintMode, object: Uuid): void {
    const outcome = this.#surroundings.session.paint({ rle, mode, object });
    if (outcome !== 'painted') this.#surroundings.tell(outcome);
  }
}
