/**
 * Fetches the document, one request at a time. A request on a connection that died unnoticed is never answered, and a
 * large document on a slow one takes its time: so patience ends, and is longer after some times.
 */
import type { DocumentView } from '../protocol/messages';

const RETRY_MS = 1_500;
const FIRST_PATIENCE_MS = 10_000;
const LONGEST_PATIENCE_MS = 160_000;
/** A browser keeps so many connections to one host for later, and each of them may have died unnoticed. */
const KEPT_CONNECTIONS = 6;

export interface FetchingOptions {
  readonly fetchDocument: (signal: AbortSignal) => Promise<DocumentView>;
  readonly onFetched: (view: DocumentView) => void;
  /** There is no such image, or no access to it. */
  readonly onGone: () => void;
}

export class DocumentFetching {
  readonly #options: FetchingOptions;
  #current: AbortController | null = null;
  #mustAskAgain = false;
  #patienceMs = FIRST_PATIENCE_MS;
  #unanswered = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FetchingOptions) {
    this.#options = options;
  }

  /** Fetch it now, or once more when the request that is on its way has been answered. */
  ask(): void {
    if (this.#current !== null) {
      this.#mustAskAgain = true;
      return;
    }
    const request = new AbortController();
    this.#current = request;
    this.#mustAskAgain = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#patienceEnded(), this.#patienceMs);
    this.#options.fetchDocument(request.signal).then(
      (view) => {
        if (this.#current === request) this.#fetched(view);
      },
      (error: unknown) => {
        if (this.#current === request) this.#failed(error);
      },
    );
  }

  /** Ask anew where something was asked for: the request may have gone down with the connection. */
  restart(): void {
    if (this.#current === null) return;
    this.stop();
    this.ask();
  }

  stop(): void {
    const request = this.#current;
    this.#end();
    request?.abort();
  }

  #patienceEnded(): void {
    this.#unanswered++;
    if (this.#unanswered > KEPT_CONNECTIONS) {
      this.#patienceMs = Math.min(2 * this.#patienceMs, LONGEST_PATIENCE_MS);
    }
    this.restart();
  }

  #fetched(view: DocumentView): void {
    this.#end();
    this.#patienceMs = FIRST_PATIENCE_MS;
    this.#unanswered = 0;
    this.#options.onFetched(view);
    if (this.#mustAskAgain) this.ask();
  }

  #failed(error: unknown): void {
    this.#end();
    if ((error as { status?: number }).status === 404) this.#options.onGone();
    else this.#timer = setTimeout(() => this.ask(), RETRY_MS);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#current = null;
  }
}
