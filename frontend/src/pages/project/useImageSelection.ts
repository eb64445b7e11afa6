import { useCallback, useEffect, useRef, useState } from 'react';
import type { Image } from '../../api/types';

/** The server takes no more images by name; of larger selections it takes the filter. */
export const MOST_PICKED = 1000;

export interface ImageSelection {
  /** Keys of what was picked one by one. */
  picked: ReadonlySet<string>;
  /** Everything that the list shows and would show further down. */
  isAll: boolean;
  /** Pick or drop one; with `isRange` all from the one picked before. */
  toggle: (id: string, isRange: boolean) => void;
  pick: (ids: readonly string[]) => void;
  pickAll: () => void;
  clear: () => void;
}

/** Which images of a list are selected; another list (`key`) begins with none. */
export function useImageSelection(images: readonly Image[], key: string): ImageSelection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const anchor = useRef<string | null>(null);
  const order = useRef<string[]>([]);
  order.current = images.map(({ id }) => id);
  const clear = useCallback(() => {
    setPicked(new Set());
    setAll(false);
    anchor.current = null;
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another selection
  useEffect(clear, [key, clear]);
  const toggle = useCallback((id: string, isRange: boolean) => {
    const from = anchor.current === null ? -1 : order.current.indexOf(anchor.current);
    const to = order.current.indexOf(id);
    const range =
      isRange && from >= 0 ? order.current.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    setAll(false);
    setPicked((before) => toggled(before, id, range));
    anchor.current = id;
  }, []);
  const pick = useCallback((ids: readonly string[]) => {
    setAll(false);
    setPicked(new Set(ids.slice(0, MOST_PICKED)));
  }, []);
  return { picked, isAll, toggle, pick, pickAll: () => setAll(true), clear };
}

/** A range follows what the clicked one becomes. */
function toggled(before: ReadonlySet<string>, id: string, range: readonly string[]): ReadonlySet<string> {
  const after = new Set(before);
  const isDropped = range.length === 1 && before.has(id);
  for (const each of range) {
    if (isDropped) after.delete(each);
    else if (after.size < MOST_PICKED) after.add(each);
  }
  return after;
}
