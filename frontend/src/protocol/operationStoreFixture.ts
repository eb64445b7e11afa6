/** Operations kept in memory: what the browser's database does, without a browser. */
import type { Uuid } from './messages';
import type { KeptOperation, OperationStore } from './operationStore';

export class MemoryOperationStore implements OperationStore {
  readonly kept = new Map<Uuid, KeptOperation>();
  isFull = false;

  async put(kept: KeptOperation): Promise<void> {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(kept.id, kept);
  }

  async remove(id: Uuid): Promise<void> {
    this.kept.delete(id);
  }

  async of(user: number, image: Uuid): Promise<KeptOperation[]> {
    return [...this.kept.values()].filter((kept) => kept.user === user && kept.image === image).reverse();
  }

  async images(user: number): Promise<Uuid[]> {
    return [
      ...new Set([...this.kept.values()].filter((kept) => kept.user === user).map(({ image }) => image)),
    ];
  }
}

/** Lets everything that only waits for promises happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
