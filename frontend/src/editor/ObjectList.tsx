/** The objects of the image. Only the rows in sight exist, so two thousand objects scroll like twenty. */

import { notifications } from '@mantine/notifications';
import { useDeferredValue, useMemo, useState } from 'react';
import { useT } from '../i18n/useT';
import { objectColours } from '../render/scene';
import { hover } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { EmptyObjects } from './EmptyObjects';
import { useEditor, useEditorState } from './editorContext';
import { GroupRow } from './GroupRow';
import { groupedRows, type LabelId, objectRows } from './grouping';
import { ListTools } from './ListTools';
import { listed, type Order } from './listing';
import { ObjectRow } from './ObjectRow';
import { sourceName } from './objectFacts';
import classes from './SidePanel.module.css';
import { useVisibleRows } from './useVisibleRows';

const ROW_HEIGHT = 44;

export function ObjectList() {
  const t = useT();
  const { labels, session } = useEditor();
  // The canvas comes first: what an answer changes shows there before the list is made anew.
  const objects = useDeferredValue(useEditorState((state) => visibleDocument(state.sync).objects));
  const isLoaded = useEditorState((state) => state.sync.document !== null);
  const selection = useEditorState((state) => state.view.selection);
  const companions = useEditorState((state) => state.view.companions);
  const hovered = useEditorState((state) => state.view.hover);
  const hidden = useEditorState((state) => state.view.hidden);
  const colouring = useEditorState((state) => state.view.colouring);
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
  const { listRef, first, last } = useVisibleRows(keys, selection, ROW_HEIGHT);
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
      <EmptyObjects objects={objects} bulk={bulk} />
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
