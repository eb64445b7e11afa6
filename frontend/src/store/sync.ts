/** What reconciliation works on: the document, what is on its way to the server, what came too early from it. */
import type { ChangedMessage, ClientOperation, MasksMessage, Uuid } from '../protocol/messages';
import type { DocumentState } from './document';

export interface PendingOperation {
  readonly operation: ClientOperation;
  /** Set by the acknowledgement; the operation has landed when the document has reached this revision. */
  readonly revision: number | null;
  /** Objects that others worked on when it was made: they keep their pixels. */
  readonly kept?: Kept;
  /** Masks could overlap when it was made: it takes nothing from other objects. */
  readonly mayOverlap?: boolean;
}

export type Kept = Pick<ReadonlySet<Uuid>, 'has'>;
export const NOTHING_KEPT: Kept = new Set();

export interface SyncState {
  /** null until it was fetched for the first time */
  readonly document: DocumentState | null;
  readonly pending: readonly PendingOperation[];
  readonly held: readonly (ChangedMessage | MasksMessage)[];
  /** Milliseconds of the caller's clock since when heartbeats have told of a newer revision than ours. */
  readonly behindSince: number | null;
}

export const EMPTY_SYNC: SyncState = { document: null, pending: [], held: [], behindSince: null };

export function isAcknowledged(pending: PendingOperation): boolean {
  return pending.revision !== null;
}
