/**
 * One open image: binds the store, the socket and the document endpoint, and owns the timers that reconciliation asks
 * for. Everything that decides is pure and elsewhere (reconcile.ts, actions/, *Reducers.ts).
 */
import type { CropXyxy } from '../canvas/crop';
import type { Journal } from '../protocol/journal';
import type {
  ChangedMessage,
  ClientOperation,
  DocumentView,
  ErrorMessage,
  MasksMessage,
  ModelName,
  ServerMessage,
  Uuid,
} from '../protocol/messages';
import { type ConnectionState, ImageSocket, type SocketLike } from '../protocol/socket';
import type { Action } from './actions/action';
import { addBox, type NewBox } from './actions/addBox';
import { addClick } from './actions/addClick';
import { addPaint, type NewPaint, type Unpainted } from './actions/addPaint';
import { addScribble, type NewScribble } from './actions/addScribble';
import { changeObject, type ObjectChange } from './actions/changeObject';
import { deleteObject } from './actions/deleteObject';
import { type NewReshape, reshape } from './actions/reshape';
import { restore } from './actions/restore';
import { type NewBounds, setBounds } from './actions/setBounds';
import { redo, undo } from './actions/undo';
import { canvasFirst } from './canvasFirst';
import { commentsTold } from './commentReducers';
import { DocumentFetching } from './documentFetching';
import { type EditorState, initialState, type ViewState } from './editorState';
import * as link from './linkReducers';
import * as reconcile from './reconcile';
import { createStore, type Store } from './store';
import * as trims from './trims';
import { forgetGoneObjects } from './viewReducers';

export interface SessionOptions {
  readonly url: string;
  readonly journal: Journal;
  /** GET images/{id}/annotation/. Waits for a login where one is needed; rejects with `status` 404 when there is no access. */
  readonly fetchDocument: (signal: AbortSignal) => Promise<DocumentView>;
  /** A sentence for the person: the server refused something, or a message could not be read. */
  readonly onProblem: (sentence: string, code: string) => void;
  readonly view?: Partial<ViewState>;
  /** The project lets masks overlap, as far as is known before the server says so. */
  readonly mayOverlap?: boolean;
  readonly open?: (url: string) => SocketLike;
  readonly newId?: () => Uuid;
  readonly now?: () => number;
}

const CURSOR_INTERVAL_MS = 50;
const WORK_FOR_THE_MODEL = new Set(['click', 'scribble', 'box', 'undo', 'redo', 'delete']);

export class EditorSession {
  readonly store: Store<EditorState>;
  readonly #options: SessionOptions;
  readonly #socket: ImageSocket;
  readonly #fetching: DocumentFetching;
  #isStopped = true;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;
  #cursor: readonly [number, number] | readonly [null, null] | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.store = createStore(initialState(options.view, options.mayOverlap));
    this.#fetching = new DocumentFetching({
      fetchDocument: options.fetchDocument,
      onFetched: (view) => this.#fetched(view),
      onGone: () => this.#gone(),
    });
    this.#socket = new ImageSocket({
      url: options.url,
      journal: options.journal,
      onMessage: (message) => canvasFirst(() => this.#receive(message)),
      onConnection: (state, failures) => this.#connectionChanged(state, failures),
      onKept: (operations) =>
        this.store.update((state) => ({
          ...state,
          sync: reconcile.restored(state.sync, operations, state.link.mayOverlap),
        })),
      onKeeping: (isKeeping) => this.store.update((state) => link.keepingChanged(state, isKeeping)),
      onProblem: (sentence) => options.onProblem(sentence, 'bad-message'),
      ...(options.open ? { open: options.open } : {}),
    });
  }

  /** Closing the page now would lose an operation. */
  get wouldLose(): boolean {
    return this.#socket.wouldLose;
  }

  start(): void {
    this.#isStopped = false;
    this.#socket.start();
    this.#fetching.ask();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#holdTimer);
    clearTimeout(this.#cursorTimer);
    this.#fetching.stop();
    this.#socket.stop();
  }

  reconnectNow(): void {
    this.#socket.reconnectNow();
  }

  /** `crop`, here and below: what the model looks at; null: the whole image. */
  click(x: number, y: number, isBackground: boolean, crop: CropXyxy | null = null): void {
    const click = { x, y, isBackground, crop, operationId: this.#newId(), newObjectId: this.#newId() };
    this.#do((state) => addClick(state, click));
  }

  scribble(points: NewScribble['points'], isBackground: boolean, crop: CropXyxy | null = null): void {
    const line = { points, isBackground, crop, operationId: this.#newId(), newObjectId: this.#newId() };
    this.#do((state) => addScribble(state, line));
  }

  box(box: NewBox['box'], isForSelected: boolean, crop: CropXyxy | null = null): void {
    const drawn = { box, isForSelected, crop, operationId: this.#newId(), newObjectId: this.#newId() };
    this.#do((state) => addBox(state, drawn));
  }

  /** The id for an object that a stroke is about to make. */
  newObjectId(): Uuid {
    return this.#newId();
  }

  /** Returns why nothing was sent, or 'painted'. */
  paint(stroke: Omit<NewPaint, 'operationId'>): Unpainted | 'painted' {
    const paint = addPaint(this.store.get(), { ...stroke, operationId: this.#newId() });
    if (typeof paint === 'string') return paint;
    this.#do(() => paint);
    return 'painted';
  }

  reshape(change: Omit<NewReshape, 'operationId'>): void {
    const operationId = this.#newId();
    this.#do((state) => reshape(state, { ...change, operationId }));
  }

  /** Draw a bounding box that is an object of its own, or change that of `object`. */
  bounds(box: NewBounds['box'], object: Uuid | null): void {
    const drawn = { box, object, operationId: this.#newId(), newObjectId: this.#newId() };
    this.#do((state) => setBounds(state, drawn));
  }

  change(object: Uuid, change: ObjectChange): void {
    this.changeAll([object], change);
  }

  /** One step of undo, however many they are, up to MAX_OBJECTS; nothing for none. */
  changeAll(objects: readonly Uuid[], change: ObjectChange): void {
    if (objects.length === 0) return;
    const id = this.#newId();
    this.#do((state) => changeObject(state, objects, change, id));
  }

  /** Give objects their places in the stack, in one step. */
  restack(places: ReadonlyMap<Uuid, number>): void {
    const z = [...places.values()];
    this.changeAll([...places.keys()], { z: z.length === 1 ? (z[0] as number) : z });
  }

  delete(object: Uuid): void {
    const id = this.#newId();
    this.#do((state) => deleteObject(state, object, id));
  }

  undo(): void {
    const id = this.#newId();
    this.#do((state) => undo(state, id));
  }

  redo(): void {
    const id = this.#newId();
    this.#do((state) => redo(state, id));
  }

  /** Go back to an earlier revision. */
  restore(revision: number): void {
    const id = this.#newId();
    this.#do((state) => restore(state, revision, id));
  }

  /** The image was submitted, accepted or rejected, here or elsewhere. */
  setWorkflow(workflow: string): void {
    this.#reconciled((state) => ({ sync: reconcile.workflowChanged(state.sync, workflow), effect: 'none' }));
  }

  /** The image was given another model, here or elsewhere. */
  setModel(model: ModelName): void {
    this.store.update((state) => link.modelChanged(state, model));
    this.#reconciled((state) => ({ sync: reconcile.modelChanged(state.sync, model), effect: 'none' }));
  }

  /** Tell the others where the pointer is (null: outside the image), at most twenty times a second. */
  moveCursor(cursor: readonly [number, number] | null): void {
    this.#cursor = cursor ?? [null, null];
    if (this.#cursorTimer !== undefined) return;
    this.#sendCursor();
  }

  /** Tell the server where the next click may be made, so that the model has looked there by then. */
  look(crop: CropXyxy): void {
    this.#socket.sendLook(crop);
  }

  /** Work on an object that somebody else works on. */
  takeOver(object: Uuid): void {
    this.#socket.sendTakeOver(object);
  }

  /** Send the last place, and look again after a while whether there is a newer one. */
  #sendCursor(): void {
    this.#cursorTimer = undefined;
    if (this.#cursor === null) return;
    this.#socket.sendCursor(this.#cursor[0], this.#cursor[1]);
    this.#cursor = null;
    this.#cursorTimer = setTimeout(() => this.#sendCursor(), CURSOR_INTERVAL_MS);
  }

  #do(action: (state: EditorState) => Action): void {
    let operation: ClientOperation | null = null;
    this.store.update((state) => {
      const done = action(state);
      operation = done.operation;
      const noted = trims.operationDone(done.state, done.operation);
      return WORK_FOR_THE_MODEL.has(done.operation.op) ? link.answerAwaited(noted) : noted;
    });
    if (operation !== null) this.#socket.send(operation);
  }

  #receive(message: ServerMessage): void {
    switch (message.op) {
      case 'hello':
        this.store.update((state) => link.helloReceived(state, message));
        if (message.model !== null) this.setModel(message.model);
        // What was said while there was no connection, nobody has told.
        this.store.update(commentsTold);
        this.#fetching.restart();
        this.#reconciled((state) => reconcile.greeted(state.sync, message.revision));
        break;
      case 'ack':
        this.#reconciled((state) => ({
          sync: reconcile.acknowledged(state.sync, message),
          effect: 'none',
        }));
        break;
      case 'changed':
        this.#documentChanged(message);
        break;
      case 'masks':
        this.store.update((state) => link.masksReceived(state, message));
        this.#documentChanged(message);
        break;
      case 'status':
        this.store.update((state) => link.statusReceived(state, message));
        if (message.state !== undefined) this.setWorkflow(message.state);
        this.#reconciled((state) => reconcile.heartbeat(state.sync, message, this.#now()));
        break;
      case 'presence':
        this.store.update((state) => link.presenceReceived(state, message.peers));
        break;
      case 'leases':
        this.store.update((state) => link.leasesReceived(state, message.leases));
        break;
      case 'comments':
        this.store.update(commentsTold);
        break;
      case 'cursor':
        this.store.update((state) => link.peerCursorMoved(state, message));
        break;
      case 'error':
        this.#errorReceived(message);
        break;
    }
  }

  #documentChanged(message: ChangedMessage | MasksMessage): void {
    const before = this.store.get();
    this.#reconciled((state) => reconcile.received(state.sync, message));
    this.store.update((state) => trims.messageApplied(before, state, message));
  }

  #errorReceived(message: ErrorMessage): void {
    this.#reconciled((state) => ({ sync: reconcile.refused(state.sync, message), effect: 'none' }));
    if (!message.retry || message.id === null) this.#options.onProblem(message.detail, message.code);
  }

  #reconciled(rule: (state: EditorState) => reconcile.Reconciled): void {
    let effect: reconcile.Effect = 'none';
    this.store.update((state) => {
      const result = rule(state);
      effect = result.effect;
      return result.sync === state.sync ? state : forgetGoneObjects({ ...state, sync: result.sync });
    });
    this.#carryOut(effect);
  }

  #carryOut(effect: reconcile.Effect): void {
    if (effect === 'refetch') this.#fetching.ask();
    if (effect !== 'hold') return;
    clearTimeout(this.#holdTimer);
    this.#holdTimer = setTimeout(
      () => this.#reconciled((state) => reconcile.holdExpired(state.sync)),
      reconcile.HOLD_MS,
    );
  }

  #fetched(view: DocumentView): void {
    this.#reconciled((state) => reconcile.documentFetched(state.sync, view));
    this.store.update(trims.forgetTrims);
    const { connection } = this.store.get().link;
    if (connection === 'signed-out' || connection === 'offline') this.#socket.reconnectNow();
  }

  #gone(): void {
    this.#socket.stop();
    this.store.update((state) => link.connectionChanged(state, 'refused'));
  }

  #connectionChanged(connection: ConnectionState, failures: number): void {
    this.store.update((state) => link.connectionChanged(state, connection));
    // A server that refuses before the handshake gives no reason to a browser: the document endpoint does, and its
    // client asks for the password when the session has ended.
    const hasEnded = connection === 'signed-out' || (connection === 'offline' && failures === 3);
    if (hasEnded && !this.#isStopped) this.#fetching.ask();
  }

  #newId(): Uuid {
    return this.#options.newId?.() ?? crypto.randomUUID();
  }

  #now(): number {
    return this.#options.now?.() ?? performance.now();
  }
}
