/** Pauses that end early when it makes sense to try again. */

/** Wait `ms`, or until the browser says that it is online again. Rejects with an AbortError when `signal` ends it. */
export function untilOnline(ms: number, signal?: AbortSignal): Promise<void> {
  const controller = new AbortController();
  const wake = () => controller.abort();
  globalThis.addEventListener?.('online', wake);
  return passed(ms, signal, controller.signal).finally(() =>
    globalThis.removeEventListener?.('online', wake),
  );
}

/** Wait `ms`, less when `wake` is aborted. Rejects with an AbortError when `signal` ends it. */
export function passed(ms: number, signal?: AbortSignal, wake?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(resolve), ms);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => end(() => reject(new DOMException('cancelled', 'AbortError')));
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    wake?.addEventListener('abort', () => end(resolve));
  });
}
