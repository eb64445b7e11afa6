/** Which rows of a long list are in sight, so that the others need not exist. */
import { useEffect, useRef, useState } from 'react';
import { rowToShow, rowWindow } from './rowWindow';

/** The selected row is brought into sight when it changes. `rowHeight` in CSS pixels. */
export function useVisibleRows<Id>(rows: readonly Id[], selection: Id | null, rowHeight: number) {
  const listRef = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 800 });
  const hasRows = rows.length > 0;
  useEffect(() => {
    const list = listRef.current;
    if (list === null || !hasRows) return;
    const measure = (): void => setPlace({ top: list.scrollTop, height: list.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    list.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', measure);
    };
  }, [hasRows]);
  const index = selection === null ? -1 : rows.indexOf(selection);
  useEffect(() => {
    const list = listRef.current;
    if (list === null || index < 0) return;
    list.scrollTop = rowToShow(index, rowHeight, list.scrollTop, list.clientHeight);
  }, [index, rowHeight]);
  return { listRef, ...rowWindow(rows.length, rowHeight, place.top, place.height) };
}
