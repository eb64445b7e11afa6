/**
 * Operations that were kept when their image was left without a connection: sent from whatever page is open, so that
 * nobody has to come back to the image. Sending one that has arrived is harmless: the server knows its id.
 */
import { ImageJournal } from './journal';
import type { ErrorMessage, Uuid } from './messages';
import type { OperationStore } from './operationStore';
import { ImageSocket, type SocketLike } from './socket';

export interface LeftoverOptions {
  readonly store: OperationStore;
  readonly userId: number;
  /** The image of the open editor, which sends its operations itself. */
  readonly openImage: Uuid | null;
  readonly urlOf: (image: Uuid) => string;
  /** The server refused one for good, so it is not kept any longer: the person should hear of it. */
  readonly onRefused: (image: Uuid, refusal: ErrorMessage) => void;
  readonly open?: (url: string) => SocketLike;
}

/** Returns the function that stops trying; what is not acknowledged by then stays kept. */
export function sendLeftovers(options: LeftoverOptions): () => void {
  let sockets: ImageSocket[] = [];
  let isStopped = false;
  const start = (images: Uuid[]): void => {
    if (isStopped) return;
    sockets = images.filter((image) => image !== options.openImage).map((image) => drain(image, options));
  };
  // A browser that keeps nothing has nothing to send.
  options.store.images(options.userId).then(start, () => undefined);
  return () => {
    isStopped = true;
    for (const socket of sockets) socket.stop();
  };
}

function drain(image: Uuid, { store, userId, urlOf, onRefused, open }: LeftoverOptions): ImageSocket {
  const socket = new ImageSocket({
    url: urlOf(image),
    journal: new ImageJournal(store, userId, image),
    onMessage: (message) => {
      if (message.op === 'error' && message.id !== null && !message.retry) onRefused(image, message);
      if (socket.waiting.length === 0) socket.stop();
    },
    onConnection: () => undefined,
    ...(open ? { open } : {}),
  });
  socket.start();
  return socket;
}
