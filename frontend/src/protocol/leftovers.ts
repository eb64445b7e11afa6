/**
 * Operations that were kept when their image was left without a connection: sent from whatever page is open, so that
 * nobody has to come back to the image. Sending one that has arrived is harmless: the server knows its id.
 */
import { imagesWithKeptOperations, type KeyValueStore, StorageJournal } from './journal';
import type { Uuid } from './messages';
import { ImageSocket, type SocketLike } from './socket';

export interface LeftoverOptions {
  readonly storage: KeyValueStore;
  readonly userId: number;
  /** The image of the open editor, which sends its operations itself. */
  readonly openImage: Uuid | null;
  readonly urlOf: (image: Uuid) => string;
  readonly open?: (url: string) => SocketLike;
}

/** Returns the function that stops trying; what is not acknowledged by then stays kept. */
export function sendLeftovers(options: LeftoverOptions): () => void {
  const images = imagesWithKeptOperations(options.storage, options.userId);
  const sockets = images.filter((image) => image !== options.openImage).map((image) => drain(image, options));
  return () => {
    for (const socket of sockets) socket.stop();
  };
}

function drain(image: Uuid, { storage, userId, urlOf, open }: LeftoverOptions): ImageSocket {
  const socket = new ImageSocket({
    url: urlOf(image),
    journal: new StorageJournal(storage, userId, image),
    onMessage: () => {
      if (socket.waiting.length === 0) socket.stop();
    },
    onConnection: () => undefined,
    ...(open ? { open } : {}),
  });
  socket.start();
  return socket;
}
