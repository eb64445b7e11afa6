/** An entry of the log in the words of people. Pure. */
import type { Operation } from '../api/types';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';
import type { Uuid } from '../protocol/messages';
import type { HistoryRow } from './historyRows';

interface Payload {
  readonly object?: Uuid | null;
  readonly objects?: readonly (Uuid | { readonly object: Uuid })[];
  readonly removed?: readonly Uuid[];
  readonly mode?: string;
  readonly reason?: string;
  readonly label?: number | null;
  readonly locked?: boolean;
  readonly z?: number;
  readonly attributes?: unknown;
  readonly name?: string;
  readonly target?: number;
  readonly to?: number;
  readonly from?: string;
  readonly people?: readonly unknown[];
}

export interface HistoryWords {
  readonly title: string;
  /** What it was done to; '' where that goes without saying. */
  readonly detail: string;
}

export interface Names {
  /** Of a label; undefined: it is gone. */
  readonly label: (id: number) => string | undefined;
  /** Of an object that is in the image now: "Cat 3". */
  readonly object: (id: Uuid) => string | undefined;
}

const RESHAPES: Readonly<Record<string, PlainKey>> = {
  fill_holes: 'history.fillHoles',
  remove_specks: 'history.removeSpecks',
  grow: 'history.grow',
  shrink: 'history.shrink',
  smooth: 'history.smooth',
  split: 'history.split',
  merge: 'history.merge',
  vertices: 'history.vertices',
  paste: 'history.paste',
  remove: 'history.delete',
};

const TITLES: Readonly<Record<string, (payload: Payload, names: Names, t: T) => string>> = {
  click: ({ object }, _, t) => t(object === null ? 'history.clickBackground' : 'history.click'),
  scribble: ({ object }, _, t) => t(object === null ? 'history.scribbleBackground' : 'history.scribble'),
  box: (_payload, _names, t) => t('history.box'),
  paint: ({ mode }, _, t) => t(mode === 'erase' ? 'history.erase' : 'history.paint'),
  reshape: ({ reason = '' }, _, t) => t(RESHAPES[reason] ?? 'history.reshape'),
  bounds: (_payload, _names, t) => t('history.bounds'),
  set: setTitle,
  delete: (_payload, _names, t) => t('history.delete'),
  accept: (_payload, _names, t) => t('history.accept'),
  reject: (_payload, _names, t) => t('history.reject'),
  import: (payload, _, t) =>
    payload.from === 'consensus'
      ? t('history.consensus', { count: payload.people?.length ?? 0 })
      : t('history.import'),
  model: ({ name = '' }, _, t) => t('history.model', { model: name }),
  undo: ({ target = 0 }, _, t) => t('history.undo', { step: target }),
  redo: ({ target = 0 }, _, t) => t('history.redo', { step: target }),
  restore: ({ to = 0 }, _, t) => (to === 0 ? t('history.restoreEmpty') : t('history.restore', { step: to })),
};

export function historyWords({ kind, payload }: Operation, names: Names, t: T): HistoryWords {
  const known = (payload ?? {}) as Payload;
  const title = TITLES[kind]?.(known, names, t) ?? kind;
  return { title, detail: kind === 'reject' ? (known.reason ?? '') : objectsText(known, names, t) };
}

/** Who did it; the model where nobody did. */
export function actorName({ by, kind }: Operation, t: T): string {
  if (by !== null) return by.name;
  return t(kind === 'model' || kind === 'import' ? 'history.bySystem' : 'history.byGone');
}

/** The step in one line: what, to what, by whom, when. */
export function captionOf({ operation }: HistoryRow, names: Names, t: T): string {
  if (operation === null) return t('history.start');
  const { title, detail } = historyWords(operation, names, t);
  const parts = [title, detail, actorName(operation, t), t.dateTime(operation.created)];
  return parts.filter((part) => part !== '').join(' · ');
}

function setTitle({ label, locked, z, attributes }: Payload, names: Names, t: T): string {
  if (locked !== undefined) return t(locked ? 'history.lock' : 'history.unlock');
  if (z !== undefined) return t('history.order');
  if (attributes !== undefined) return t('history.attributes');
  if (label === null || label === undefined) return t('history.noLabel');
  const name = names.label(label);
  return name === undefined ? t('history.goneLabel') : t('history.label', { label: name });
}

function objectsText({ object, objects = [], removed = [] }: Payload, names: Names, t: T): string {
  const named = objects.map((each) => (typeof each === 'string' ? each : each.object));
  const ids = object ? [object] : [...named, ...removed];
  const [only] = ids;
  if (only === undefined) return '';
  return ids.length === 1 ? (names.object(only) ?? '') : t('history.objects', { count: ids.length });
}
