/**
 * Objects that were copied, kept in the browser tab: they survive the way to the next image and a reload. Not in the
 * local storage, whose room belongs to work that the server has not got yet.
 */
import type { Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

export interface CopiedObject {
  readonly label: number | null;
  readonly rle: Rle;
}

export interface Clipboard {
  readonly image: Uuid;
  /** Labels belong to a project: elsewhere they mean nothing. */
  readonly project: number;
  readonly objects: readonly CopiedObject[];
}

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'stipple.clipboard';
/** What a full storage could not keep lasts as long as the page. */
let held: Clipboard | null = null;

export function copyObjects(storage: KeyValueStore, clipboard: Clipboard): void {
  held = clipboard;
  try {
    storage.setItem(KEY, JSON.stringify(clipboard));
  } catch {
    storage.removeItem(KEY);
  }
}

export function copiedObjects(storage: KeyValueStore): Clipboard | null {
  held ??= read(storage);
  return held;
}

function read(storage: KeyValueStore): Clipboard | null {
  try {
    const found = JSON.parse(storage.getItem(KEY) ?? 'null') as Clipboard | null;
    return Array.isArray(found?.objects) ? found : null;
  } catch {
    return null;
  }
}
