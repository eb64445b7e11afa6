/** The objects of the image. Only the rows in sight exist, so two thousand objects scroll like twenty. */

import { useMemo, useState } from 'react';
import { useT } from '../i18n/useT';
import { objectColours } from '../render/scene';
import { hover } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
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
  const rows = useMemo(() => {
    const names = new Map(labels.map(({ id, name }) => [id, name]));
    return listed(
      objects,
      query,
      order,
      ({ label }) => (label === null ? undefined : names.get(label)) ?? t('editor.noLabel'),
      ({ source }) => sourceName(source, t),
    );
  }, [objects, query, order, labels, t]);
  const ids = useMemo(() => rows.map(({ object }) => object.id), [rows]);
  const { listRef, first, last } = useVisibleRows(ids, selection, ROW_HEIGHT);
  return (
    <section className={classes.objects} aria-label={t('editor.objects')}>
      <div className={classes.heading}>
        <h2 className={classes.title}>{t('editor.objects')}</h2>
        <span className={classes.facts} data-testid="object-count">
          {rows.length === objects.size
            ? objects.size
            : t('many.foundOf', { found: rows.length, all: objects.size })}
        </span>
      </div>
      {objects.size > 1 && (
        <ListTools query={query} onQuery={setQuery} order={order} onOrder={setOrder} found={ids} />
      )}
      {objects.size > 0 && rows.length === 0 && <p className={classes.empty}>{t('many.nothingFound')}</p>}
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
            {rows.slice(first, last).map(({ object, number }) => (
              <ObjectRow
                key={object.id}
                object={object}
                number={number}
                colour={colours.get(object.id) ?? '#888888'}
                isSelected={object.id === selection || companions.has(object.id)}
                isHovered={object.id === hovered}
                isHidden={hidden.has(object.id)}
              />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
