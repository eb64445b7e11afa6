import { useSyncExternalStore } from 'react';
import { currentT, subscribe } from './language';
import type { T } from './translate';

/** `const t = useT()`; the component renders again when another language is chosen. */
export function useT(): T {
  return useSyncExternalStore(subscribe, currentT);
}
