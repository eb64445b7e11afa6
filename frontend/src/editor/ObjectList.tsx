/** The objects of the image. Only the rows in sight exist, so two thousand objects scroll like twenty. */

import { notifications } from '@mantine/notifications';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useT } from '../i18n/useT';
import type { Uuid } from '../protocol/messages';
import { objectColours } from '../render/scene';
import { hover } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { GroupRow } from './GroupRow';
import { groupedRows, type LabelId, objectRows } from './grouping';
import { ListTools } from './ListTools';
import { listed, type Order } from './listing';
import { ObjectRow } from './ObjectRow';
import { sourceName } from './objectFacts';
import { rowToShow, rowWindow } from './rowWindow';
import classes from './SidePanel.module.css';

const ROW_HEIGHT = 44;

export function ObjectList() {
  const t = useT();
  const { labels, session } = useEditor();
  const { objects } = useEditorState((state) => visibleDocument(state.sync));
  const isLoaded = useEditorState((state) => state.sync.document !== null);
  const { selection, companions, hover: hovered, hidden, colouring } = useEditorState((state) => state.view);
  const labelColours = useMemo(() => new Map(labels.map(({ id, color }) => [id, color])), [labels]);
  const colours = useMemo(
    () => objectColours(objects, colouring, labelColours),
    [objects, colouring, labelColours],
  );
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<Order>('made');
  const [isGrouped, setGrouped] = useState(false);
  const [folded, setFolded] = useState<ReadonlySet<LabelId>>(new Set());
  const found = useMemo(() => {
    const names = new Map(labels.map(({ id, name }) => [id, name]));
    return listed(
      objects,
      query,
      order,
      ({ label }) => (label === null ? undefined : names.get(label)) ?? t('editor.noLabel'),
      ({ source }) => sourceName(source, t),
    );
  }, [objects, query, order, labels, t]);
  const ids = useMemo(() => found.map(({ object }) => object.id), [found]);
  const rows = useMemo(
    () => (isGrouped ? groupedRows(found, labels, folded) : objectRows(found)),
    [found, isGrouped, labels, folded],
  );
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const { listRef, first, last } = useVisibleRows(keys, selection);
  const bulk = useMemo(() => ({ session, tell }), [session]);
  const fold = (label: LabelId, isFolded: boolean): void =>
    setFolded((before) => new Set(isFolded ? [...before, label] : [...before].filter((id) => id !== label)));
  return (
    <section className={classes.objects} aria-label={t('editor.objects')}>
      <div className={classes.heading}>
        <h2 className={classes.title}>{t('editor.objects')}</h2>
        <span className={classes.facts} data-testid="object-count">
          {found.length === objects.size
            ? objects.size
            : t('many.foundOf', { found: found.length, all: objects.size })}
        </span>
      </div>
      {objects.size > 1 && (
        <ListTools
          query={query}
          onQuery={setQuery}
          order={order}
          onOrder={setOrder}
          isGrouped={isGrouped}
          onGroup={setGrouped}
          found={ids}
        />
      )}
      {objects.size > 0 && found.length === 0 && <p className={classes.empty}>{t('many.nothingFound')}</p>}
      {isLoaded && objects.size === 0 ? (
        <p className={classes.empty}>{t('editor.noObjects')}</p>
      ) : (
        <div
          ref={listRef}
          className={classes.list}
          onPointerLeave={() => session.store.update((state) => hover(state, null))}
        >
          <ul
            style={{
              height: rows.length * ROW_HEIGHT,
              paddingTop: first * ROW_HEIGHT,
              margin: 0,
              paddingLeft: 0,
            }}
          >
            {rows.slice(first, last).map((row) => {
              if (row.kind === 'group') {
                const { group } = row;
                return (
                  <GroupRow
                    key={row.key}
                    group={group}
                    bulk={bulk}
                    onFold={(isFolded) => fold(group.label, isFolded)}
                  />
                );
              }
              const { object, number } = row.listed;
              return (
                <ObjectRow
                  key={row.key}
                  object={object}
                  number={number}
                  colour={colours.get(object.id) ?? '#888888'}
                  isSelected={object.id === selection || companions.has(object.id)}
                  isHovered={object.id === hovered}
                  isHidden={hidden.has(object.id)}
                />
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

function tell(message: string): void {
  notifications.show({ id: message, message, color: 'gray', autoClose: 3_000 });
}

/** Which rows are in sight; the selected one is brought there when it changes. */
function useVisibleRows(rows: readonly string[], selection: Uuid | null) {
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
    list.scrollTop = rowToShow(index, ROW_HEIGHT, list.scrollTop, list.clientHeight);
  }, [index]);
  return { listRef, ...rowWindow(rows.length, ROW_HEIGHT, place.top, place.height) };
}
