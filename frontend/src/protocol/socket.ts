/**
 * The editor's websocket (hop 2 and 3 of the way of a click): reconnects with back-off, keeps every operation until it
 * is acknowledged, and sends the kept ones again, in order, after each `hello`. The server does nothing twice. No
 * operation is sent before the browser has written it down, nor before the ones that were made before it.
 */
import type { CropXyxy } from '../canvas/crop';
import type { Journal } from './journal';
import {
  CLOSE_NOT_FOUND,
  CLOSE_SIGNED_OUT,
  CLOSE_WRONG_ORIGIN,
  type ClientOperation,
  type ServerMessage,
  type Uuid,
} from './messages';
import { parseServerMessage } from './parseServerMessage';

/** `refused`: no such image or no access; nothing will help. `signed-out`: waits for `reconnectNow` after a login. */
export type ConnectionState = 'connecting' | 'open' | 'offline' | 'signed-out' | 'refused' | 'stopped';

export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface SocketOptions {
  readonly url: string;
  readonly journal: Journal;
  readonly onMessage: (message: ServerMessage) => void;
  /** `failures`: connections in a row that ended without a `hello`. */
  readonly onConnection: (state: ConnectionState, failures: number) => void;
  /** Operations of earlier visits, oldest first, before the first connection. */
  readonly onKept?: (operations: readonly ClientOperation[]) => void;
  /** The browser refused to keep an operation that is not acknowledged (false), or none is left of these (true). */
  readonly onKeeping?: (isKeeping: boolean) => void;
  readonly onProblem?: (sentence: string) => void;
  readonly open?: (url: string) => SocketLike;
  readonly random?: () => number;
}

const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 10_000;
/** The server speaks every 2 s; three missed heartbeats mean a dead connection that no close event told us of. */
const SILENCE_MS = 7_000;
const RESEND_AFTER_REFUSAL_MS = 1_000;
/** Operations that may be on their way at once: a long absence ends without a flood. */
const MOST_ON_THE_WAY = 50;
const OPEN = 1;

interface Waiting {
  readonly operation: ClientOperation;
  /** The browser has kept it, or has refused to. */
  isWritten: boolean;
  /** It went out on this connection. */
  isSent: boolean;
  /** It was made before this connection, or is sent again: whoever works on its object by now, it counts. */
  isLate: boolean;
}

export class ImageSocket {
  readonly #options: SocketOptions;
  #waiting = new Map<Uuid, Waiting>();
  readonly #unkept = new Set<Uuid>();
  #loaded: Promise<void> | null = null;
  #isLoaded = false;
  #socket: SocketLike | null = null;
  #greeted = false;
  #failures = 0;
  #state: ConnectionState = 'stopped';
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #resendTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  /** Operations not acknowledged yet, oldest first. */
  get waiting(): readonly ClientOperation[] {
    return [...this.#waiting.values()].map(({ operation }) => operation);
  }

  /** True when closing the page now would lose an operation, because the browser could not keep it. */
  get wouldLose(): boolean {
    return this.#unkept.size > 0;
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#enter('connecting');
    this.#loaded ??= this.#load();
    void this.#loaded.then(() => {
      if (this.#state === 'connecting' && this.#socket === null) this.#connect();
    });
  }

  stop(): void {
    this.#clearTimers();
    this.#drop();
    this.#enter('stopped');
  }

  /** Try at once: after a login, or when the browser says that the network is back. */
  reconnectNow(): void {
    if (this.#state === 'stopped' || this.#state === 'refused' || this.#state === 'open') return;
    this.#failures = 0;
    if (this.#isLoaded) this.#connect();
  }

  /** Keep the operation, and send it then if the server is listening. */
  send(operation: ClientOperation): void {
    const waiting = { operation, isWritten: false, isSent: false, isLate: false };
    this.#waiting.set(operation.id, waiting);
    void this.#options.journal.add(operation).then((isKept) => {
      waiting.isWritten = true;
      if (!isKept && this.#waiting.has(operation.id)) {
        this.#unkept.add(operation.id);
        this.#options.onKeeping?.(false);
      }
      this.#flush();
    });
  }

  /** Cursor moves are worth nothing later, so they are never kept. */
  sendCursor(x: number | null, y: number | null): void {
    if (this.#greeted) this.#transmit({ op: 'cursor', x, y });
  }

  /** Nor are these. */
  sendLook(crop: CropXyxy): void {
    if (this.#greeted) this.#transmit({ op: 'look', crop });
  }

  /** Nor is this. */
  sendTakeOver(object: Uuid): void {
    if (this.#greeted) this.#transmit({ op: 'takeover', object });
  }

  /** What an earlier visit left comes before what was made since this one began. */
  async #load(): Promise<void> {
    const operations = await this.#options.journal.load();
    const kept = operations
      .filter(({ id }) => !this.#waiting.has(id))
      .map((operation): [Uuid, Waiting] => [
        operation.id,
        { operation, isWritten: true, isSent: false, isLate: false },
      ]);
    this.#waiting = new Map([...kept, ...this.#waiting]);
    this.#isLoaded = true;
    if (kept.length > 0) this.#options.onKept?.(kept.map(([, { operation }]) => operation));
  }

  #connect(): void {
    this.#clearTimers();
    this.#drop();
    this.#enter(this.#failures === 0 ? 'connecting' : 'offline');
    const open = this.#options.open ?? ((url: string): SocketLike => new WebSocket(url));
    const socket = open(this.#options.url);
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#listenForSilence();
  }

  #receive(data: unknown): void {
    this.#listenForSilence();
    let message: ServerMessage;
    try {
      message = parseServerMessage(JSON.parse(String(data)));
    } catch (error) {
      this.#options.onProblem?.(error instanceof Error ? error.message : String(error));
      return;
    }
    if (message.op === 'ack') this.#forget(message.id);
    if (message.op === 'error' && message.id !== null) this.#refused(message.id, message.retry);
    if (message.op === 'hello') this.#greet();
    this.#options.onMessage(message);
  }

  #greet(): void {
    this.#greeted = true;
    this.#failures = 0;
    this.#enter('open');
    this.#resend();
  }

  #resend(): void {
    for (const waiting of this.#waiting.values()) {
      waiting.isLate = true;
      waiting.isSent = false;
    }
    this.#flush();
  }

  #flush(): void {
    if (!this.#greeted) return;
    let onTheWay = 0;
    for (const waiting of this.#waiting.values()) {
      if (!waiting.isWritten || ++onTheWay > MOST_ON_THE_WAY) return;
      const { operation, isLate } = waiting;
      if (!waiting.isSent) this.#transmit(isLate ? { ...operation, late: true } : operation);
      waiting.isSent = true;
    }
  }

  #refused(id: Uuid, retry: boolean): void {
    if (!retry) {
      this.#forget(id);
      return;
    }
    clearTimeout(this.#resendTimer);
    this.#resendTimer = setTimeout(() => this.#resend(), RESEND_AFTER_REFUSAL_MS);
  }

  #forget(id: Uuid): void {
    this.#waiting.delete(id);
    if (this.#unkept.delete(id) && this.#unkept.size === 0) this.#options.onKeeping?.(true);
    this.#options.journal.remove(id);
    this.#flush();
  }

  #transmit(message: object): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  #closed(code: number): void {
    this.#clearTimers();
    this.#drop();
    const end = endOf(code);
    if (end !== null) {
      this.#enter(end);
      return;
    }
    this.#failures++;
    this.#enter('offline');
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryDelay());
  }

  #retryDelay(): number {
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#failures - 1, 10));
    const random = this.#options.random ?? Math.random;
    return ceiling * (0.5 + 0.5 * random());
  }

  #listenForSilence(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#closed(0), SILENCE_MS);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #clearTimers(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#resendTimer);
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.onConnection(state, this.#failures);
  }
}

/** What a close code means for further tries; null: try again. */
function endOf(code: number): 'signed-out' | 'refused' | null {
  if (code === CLOSE_SIGNED_OUT) return 'signed-out';
  return code === CLOSE_NOT_FOUND || code === CLOSE_WRONG_ORIGIN ? 'refused' : null;
}
