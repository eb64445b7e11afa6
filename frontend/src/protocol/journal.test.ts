import { describe, expect, it } from 'vitest';
import { ImageJournal } from './journal';
import type { ClientOperation } from './messages';
import { type KeyValueStore, moveOldJournal } from './oldJournal';
import { MemoryOperationStore, settled } from './operationStoreFixture';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const undo = (n: number): ClientOperation => ({ op: 'undo', id: ID(n) });

describe('ImageJournal', () => {
  it('gives back what was kept, oldest first, across visits', async () => {
    const store = new MemoryOperationStore();
    let now = 100;
    for (const n of [3, 1, 2]) await new ImageJournal(store, 7, ID(1), () => now++).add(undo(n));
    expect(await new ImageJournal(store, 7, ID(1)).load()).toEqual([undo(3), undo(1), undo(2)]);
  });

  it('keeps the order of one moment, and when the clock is put back', async () => {
    const store = new MemoryOperationStore();
    const times = [500, 500, 20];
    const journal = new ImageJournal(store, 7, ID(1), () => times.shift() ?? 0);
    for (const n of [3, 1, 2]) await journal.add(undo(n));
    const later = new ImageJournal(store, 7, ID(1), () => 0);
    await later.load();
    await later.add(undo(4));
    expect(await new ImageJournal(store, 7, ID(1)).load()).toEqual([undo(3), undo(1), undo(2), undo(4)]);
  });

  it('keeps people and images apart', async () => {
    const store = new MemoryOperationStore();
    await new ImageJournal(store, 7, ID(1)).add(undo(1));
    expect(await new ImageJournal(store, 8, ID(1)).load()).toEqual([]);
    expect(await new ImageJournal(store, 7, ID(2)).load()).toEqual([]);
  });

  it('lets a second tab remove what the first one kept, and neither overwrites the other', async () => {
    const store = new MemoryOperationStore();
    const [first, second] = [new ImageJournal(store, 7, ID(1)), new ImageJournal(store, 7, ID(1))];
    await first.add(undo(1));
    await second.add(undo(2));
    second.remove(ID(1));
    expect([...store.kept.keys()]).toEqual([ID(2)]);
  });

  it('throws away what it cannot read instead of sending it', async () => {
    const store = new MemoryOperationStore();
    await store.put({ id: ID(1), user: 7, image: ID(1), at: 1, operation: { op: 'click' } });
    expect(await new ImageJournal(store, 7, ID(1)).load()).toEqual([]);
    await settled();
    expect(store.kept.size).toBe(0);
  });

  it('says when the browser refused', async () => {
    const store = new MemoryOperationStore();
    store.isFull = true;
    expect(await new ImageJournal(store, 7, ID(1)).add(undo(1))).toBe(false);
  });
});

describe('the journal of older versions', () => {
  it('moves, in its order and before what is made now', async () => {
    const old = oldStorage({
      [`stipple.operation.7.${ID(50)}.000000000000900-000001`]: JSON.stringify(undo(2)),
      [`stipple.operation.7.${ID(50)}.000000000000900-000000`]: JSON.stringify(undo(1)),
      [`stipple.operation.8.${ID(51)}.000000000000100-000000`]: JSON.stringify(undo(3)),
      [`stipple.operation.8.${ID(51)}.000000000000100-000001`]: 'not json',
      'stipple.colour': 'dark',
    });
    const store = new MemoryOperationStore();
    await moveOldJournal(old, (kept) => store.put(kept));
    const journal = new ImageJournal(store, 7, ID(50), () => 900);
    await journal.add(undo(4));
    expect(await journal.load()).toEqual([undo(1), undo(2), undo(4)]);
    expect(await new ImageJournal(store, 8, ID(51)).load()).toEqual([undo(3)]);
    expect(old.length).toBe(1);
  });

  it('stays where it is when there is no room for it', async () => {
    const old = oldStorage({
      [`stipple.operation.7.${ID(50)}.000000000000900-000001`]: JSON.stringify(undo(2)),
    });
    const store = new MemoryOperationStore();
    store.isFull = true;
    await expect(moveOldJournal(old, (kept) => store.put(kept))).rejects.toThrow('full');
    expect(old.length).toBe(1);
  });
});

function oldStorage(entries: Record<string, string>): KeyValueStore {
  const items = new Map(Object.entries(entries));
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
  };
}
