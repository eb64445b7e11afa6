/**
 * What happens when a session ends while a person works: requests wait, a dialog asks for the password, and then they
 * go on. Nothing on the page is thrown away.
 */
import { useSyncExternalStore } from 'react';

type Listener = () => void;

let knownUser: { id: number; username: string } | null = null;
let waiting: { promise: Promise<void>; resolve: () => void } | null = null;
const listeners = new Set<Listener>();

/** Tell who is logged in; without a known user a 401 is an ordinary error (the login page answers it). */
export function setKnownUser(user: { id: number; username: string } | null): void {
  knownUser = user && { id: user.id, username: user.username };
}

export function getKnownUser(): { id: number; username: string } | null {
  return knownUser;
}

/** Ask for the password; resolves once somebody has logged in again. All callers share one dialog. */
export function reauthenticate(): Promise<void> {
  if (!waiting) {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    waiting = { promise, resolve };
    notify();
  }
  return waiting.promise;
}

/** The dialog says that the session lives again. */
export function reauthenticated(): void {
  waiting?.resolve();
  waiting = null;
  notify();
}

export function useIsReauthenticating(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== null);
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
