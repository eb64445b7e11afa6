/** Until version 0.2 operations were kept in the local storage: one that is still there moves to the database. */
import type { KeptOperation } from './operationStore';

export type KeyValueStore = Pick<Storage, 'getItem' | 'removeItem' | 'key' | 'length'>;

const KEY = /^stipple\.operation\.(\d+)\.([0-9a-f-]{36})\.(\d+)-(\d+)$/;

/** A key names the user, the image, the time in milliseconds and a number within it. */
export async function moveOldJournal(
  from: KeyValueStore,
  keep: (kept: KeptOperation) => Promise<void>,
): Promise<void> {
  for (const key of keysOf(from)) {
    const [, user, image, time, number] = KEY.exec(key) ?? [];
    const operation = parsed(from.getItem(key));
    if (typeof operation?.id === 'string' && user && image) {
      // Older than everything that is made from now on, in the old order.
      const at = Number(time) - 1 + Number(number) / 1_000_000;
      await keep({ id: operation.id, user: Number(user), image, at, operation });
    }
    from.removeItem(key);
  }
}

function keysOf(storage: KeyValueStore): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key) => key !== null && KEY.test(key)).sort() as string[];
}

function parsed(text: string | null): { readonly id?: unknown } | null {
  try {
    return JSON.parse(text ?? 'null') as { readonly id?: unknown } | null;
  } catch {
    return null;
  }
}
