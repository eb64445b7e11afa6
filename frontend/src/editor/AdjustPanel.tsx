/** The bar over the canvas that asks how much: the canvas shows the result, and Enter makes it so. */
import { Button, NumberInput, Paper, SegmentedControl, Text } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { PlainKey } from '../i18n/catalogue';
import { useT } from '../i18n/useT';
import { rleArea } from '../protocol/rle';
import { setAdjusting, setPreview } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import classes from './AdjustPanel.module.css';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas } from './focusCanvas';
import { type AdjustKind, type Amount, adjusted, type Change, masked } from './reshapes';
import { selectedObjects } from './selectedObjects';

interface Facts {
  readonly title: PlainKey;
  /** What `all` means; null: there is always a number. */
  readonly all: PlainKey | null;
  /** Said before the number. */
  readonly by: PlainKey;
  /** Pixels; radii so that a ragged object of 1000 x 1000 pixels is done in 50 ms or less. */
  readonly most: number;
}

const KINDS: { readonly [K in AdjustKind]: Facts } = {
  fill_holes: {
    title: 'actions.fillHolesTitle',
    all: 'actions.all',
    by: 'actions.holesSmallerThan',
    most: 1_000_000_000,
  },
  remove_specks: {
    title: 'actions.removeSpecksTitle',
    all: 'actions.allButLargest',
    by: 'actions.specksSmallerThan',
    most: 1_000_000_000,
  },
  grow: { title: 'actions.growTitle', all: null, by: 'actions.by', most: 100 },
  shrink: { title: 'actions.shrinkTitle', all: null, by: 'actions.by', most: 100 },
  smooth: { title: 'actions.smoothTitle', all: null, by: 'actions.within', most: 12 },
};

/** What was chosen last, for as long as the page is open. */
const lastAmounts: Record<AdjustKind, { amount: Amount; pixels: number }> = {
  fill_holes: { amount: 'all', pixels: 100 },
  remove_specks: { amount: 100, pixels: 100 },
  grow: { amount: 2, pixels: 2 },
  shrink: { amount: 2, pixels: 2 },
  smooth: { amount: 3, pixels: 3 },
};

export function AdjustPanel() {
  const kind = useEditorState((state) => state.view.adjusting);
  return kind === null ? null : <Adjusting key={kind} kind={kind} />;
}

function Adjusting({ kind }: { kind: AdjustKind }) {
  const t = useT();
  const { session } = useEditor();
  const { all, by, most } = KINDS[kind];
  const title = t(KINDS[kind].title);
  const [{ amount, pixels }, setChosen] = useState(lastAmounts[kind]);
  const change = useTriedChange(kind, amount);
  const panelRef = useFocusInside();
  const close = (): void => session.store.update((state) => setAdjusting(state, null));
  const choose = (chosen: { amount: Amount; pixels: number }): void => {
    lastAmounts[kind] = chosen;
    setChosen(chosen);
  };
  const apply = (): void => {
    if (typeof change === 'string') return;
    session.reshape(change);
    close();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) apply();
    if (event.key === 'Escape') close();
  };
  return (
    <Paper
      ref={panelRef}
      tabIndex={-1}
      className={classes.bar ?? ''}
      shadow="sm"
      withBorder
      role="dialog"
      aria-label={title}
      onKeyDown={press}
      data-testid="adjust-panel"
    >
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {all !== null && (
        <SegmentedControl
          size="xs"
          aria-label={title}
          value={amount === 'all' ? 'all' : 'some'}
          onChange={(value) => choose({ amount: value === 'all' ? 'all' : pixels, pixels })}
          data={[
            { value: 'all', label: t(all) },
            { value: 'some', label: t(by) },
          ]}
        />
      )}
      {all === null && <Text size="xs">{t(by)}</Text>}
      {amount !== 'all' && (
        <NumberInput
          className={classes.amount ?? ''}
          size="xs"
          aria-label={t('actions.pixelsOf', { action: title })}
          min={1}
          max={most}
          allowDecimal={false}
          allowNegative={false}
          suffix=" px"
          ref={focusAndSelect}
          value={amount}
          onChange={(value) => {
            const wanted = Math.min(most, Math.max(1, Math.round(Number(value) || 1)));
            choose({ amount: wanted, pixels: wanted });
          }}
          data-testid="adjust-amount"
        />
      )}
      <Text size="xs" c="dimmed" className={classes.effect ?? ''} role="status" data-testid="adjust-effect">
        <Effect change={change} />
      </Text>
      <Button
        size="compact-xs"
        onClick={apply}
        disabled={typeof change === 'string'}
        data-testid="adjust-apply"
      >
        {t('actions.apply')}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
        {t('common.cancel')}
      </Button>
    </Paper>
  );
}

/** What the change would be now, shown on the canvas. */
function useTriedChange(kind: AdjustKind, amount: Amount): Change | string {
  const t = useT();
  const { session } = useEditor();
  const objects = useEditorState((state) => visibleDocument(state.sync).objects);
  const selection = useEditorState((state) => state.view.selection);
  const companions = useEditorState((state) => state.view.companions);
  const mayOverlap = useEditorState((state) => state.link.mayOverlap);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what the selected objects are read from
  const change = useMemo(
    () => adjusted(masked(selectedObjects(session.store.get())), kind, amount, t, mayOverlap),
    [session, kind, amount, t, objects, selection, companions, mayOverlap],
  );
  useEffect(() => {
    const preview = typeof change === 'string' ? null : ({ op: 'reshape', id: '', ...change } as const);
    session.store.update((state) => setPreview(state, preview));
    return () => session.store.update((state) => setPreview(state, null));
  }, [session, change]);
  return change;
}

function Effect({ change }: { change: Change | string }) {
  const t = useT();
  const objects = useEditorState((state) => visibleDocument(state.sync).objects);
  if (typeof change === 'string') return change;
  const before = change.objects.reduce((sum, { object }) => sum + (objects.get(object)?.area ?? 0), 0);
  const after = change.objects.reduce((sum, { rle }) => sum + rleArea(rle), 0);
  return `${after < before ? '−' : '+'}${t.number(Math.abs(after - before))} px`;
}

/** Keys go to the panel while it is open, and to the canvas again after it. */
function useFocusInside(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const panel = ref.current;
    if (!panel?.contains(document.activeElement)) panel?.focus();
    return () => {
      if (!panel?.isConnected || panel.contains(document.activeElement)) {
        focusCanvas();
      }
    };
  }, []);
  return ref;
}

function focusAndSelect(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
