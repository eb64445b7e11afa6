/** What was done to the image, the newest first: choosing a step shows the image as it was after it. */
import { Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { showError } from '../components/confirm';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { documentFromView } from '../store/document';
import { EMPTY_SYNC } from '../store/sync';
import { lookBack } from '../store/viewReducers';
import { fetchPast } from './annotationApi';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas } from './focusCanvas';
import classes from './HistoryPanel.module.css';
import { HistoryStep } from './HistoryStep';
import { type HistoryRow, START } from './historyRows';
import { captionOf } from './historyWords';
import { PanelHeading } from './PanelHeading';
import panel from './SidePanel.module.css';
import { useHistory } from './useHistory';
import { useHistoryNames } from './useHistoryNames';
import { useVisibleRows } from './useVisibleRows';

const ROW_HEIGHT = 52;
/** So many rows before the end of what is loaded, more is loaded. */
const AHEAD = 30;

export function HistoryPanel() {
  const t = useT();
  const history = useHistory();
  const ref = useRef<HTMLElement>(null);
  // Before its elements are gone, and with them what had the focus.
  useLayoutEffect(() => {
    const section = ref.current;
    return () => {
      if (section?.contains(document.activeElement)) focusCanvas();
    };
  }, []);
  const rows = useMemo(
    () => (history.hasMore || history.isLoading ? history.rows : [...history.rows, START]),
    [history.rows, history.hasMore, history.isLoading],
  );
  return (
    <section ref={ref} className={panel.objects} aria-label={t('history.title')} data-testid="history">
      <PanelHeading title={t('history.title')} closeLabel={t('history.close')} toggle="toggleHistory" />
      <p className={classes.hint}>{t('history.hint')}</p>
      {history.error !== null && <ErrorMessage error={history.error} onRetry={history.retry} />}
      {history.isLoading ? (
        <Loader size="sm" mx="auto" mt="md" role="status" aria-label={t('history.loading')} />
      ) : (
        <Steps rows={rows} hasMore={history.hasMore} loadMore={history.loadMore} />
      )}
    </section>
  );
}

interface StepsProps {
  rows: readonly HistoryRow[];
  hasMore: boolean;
  loadMore: () => void;
}

function Steps({ rows, hasMore, loadMore }: StepsProps) {
  const t = useT();
  const past = useEditorState((state) => state.view.past);
  const shown = past?.revision ?? rows[0]?.at ?? null;
  const revisions = useMemo(() => rows.map(({ at }) => at), [rows]);
  const { listRef, first, last } = useVisibleRows(revisions, shown, ROW_HEIGHT);
  const { look, loading, wanted } = useLooking(rows[0]);
  const names = useHistoryNames();
  useEffect(() => {
    if (hasMore && last > rows.length - AHEAD) loadMore();
  }, [hasMore, last, rows.length, loadMore]);
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = step && rows[revisions.indexOf(wanted.current ?? shown ?? -1) + step];
    if (!row) return;
    event.preventDefault();
    look(row);
    listRef.current?.querySelector<HTMLElement>(`[data-at="${row.at}"]`)?.focus();
  };
  return (
    <div ref={listRef} className={panel.list}>
      <ul
        aria-label={t('history.title')}
        style={{
          height: rows.length * ROW_HEIGHT,
          paddingTop: first * ROW_HEIGHT,
          margin: 0,
          paddingLeft: 0,
        }}
      >
        {rows.slice(first, last).map((row, place) => (
          <HistoryStep
            key={row.operation?.revision ?? 0}
            row={row}
            names={names}
            isNow={first + place === 0}
            isShown={row.at === shown}
            isLoading={row.at === loading}
            onLook={look}
            onKey={press}
          />
        ))}
      </ul>
    </div>
  );
}

/** Shows the image as a step left it, once its masks are here; the newest step is the present. */
function useLooking(newest: HistoryRow | undefined) {
  const t = useT();
  const client = useQueryClient();
  const { session, image } = useEditor();
  const names = useHistoryNames();
  const [loading, setLoading] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const past = useEditorState((state) => state.view.past);
  useEffect(() => {
    // Somebody has come back to the present: a step that is still on its way is not wanted any more.
    if (past === null) wanted.current = null;
  }, [past]);
  useEffect(
    () => () => {
      wanted.current = null;
      session.store.update((state) => lookBack(state, null));
    },
    [session],
  );
  const look = (row: HistoryRow): void => {
    wanted.current = row.at;
    if (row.at === newest?.at) {
      setLoading(null);
      session.store.update((state) => lookBack(state, null));
      return;
    }
    setLoading(row.at);
    client
      .fetchQuery({
        queryKey: ['past', image.id, row.at],
        queryFn: ({ signal }) => fetchPast(image.id, row.at, signal),
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
      })
      .then((view) => {
        if (wanted.current !== row.at) return;
        const sync = { ...EMPTY_SYNC, document: documentFromView(view) };
        const caption = captionOf(row, names, t);
        session.store.update((state) => lookBack(state, { revision: row.at, sync, caption }));
      })
      .catch(showError)
      .finally(() => setLoading((now) => (now === row.at ? null : now)));
  };
  return { look, loading, wanted };
}
