import { describe, expect, it } from 'vitest';
import { StorageJournal } from './journal';
import type { ClientOperation } from './messages';

const ID = (n: number) => `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const undo = (n: number): ClientOperation => ({ op: 'undo', id: ID(n) });

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('StorageJournal', () => {
  it('gives back what was kept, oldest first, across visits', () => {
    const storage = memoryStorage();
    let now = 100;
    for (const n of [3, 1, 2]) new StorageJournal(storage, 7, ID(1), () => now++).add(undo(n));
    expect(new StorageJournal(storage, 7, ID(1)).load()).toEqual([undo(3), undo(1), undo(2)]);
  });

  it('keeps people and images apart', () => {
    const storage = memoryStorage();
    new StorageJournal(storage, 7, ID(1)).add(undo(1));
    expect(new StorageJournal(storage, 8, ID(1)).load()).toEqual([]);
    expect(new StorageJournal(storage, 7, ID(2)).load()).toEqual([]);
  });

  it('lets a second tab remove what the first one kept', () => {
    const storage = memoryStorage();
    new StorageJournal(storage, 7, ID(1)).add(undo(1));
    const second = new StorageJournal(storage, 7, ID(1));
    second.load();
    second.remove(ID(1));
    expect(storage.length).toBe(0);
  });

  it('throws away what it cannot read instead of sending it', () => {
    const storage = memoryStorage();
    storage.setItem(`stipple.operation.7.${ID(1)}.1`, '{"op":"click"}');
    storage.setItem(`stipple.operation.7.${ID(1)}.2`, 'not json');
    expect(new StorageJournal(storage, 7, ID(1)).load()).toEqual([]);
    expect(storage.length).toBe(0);
  });
});
