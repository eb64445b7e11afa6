/** Editor state before and after -> what to say about it to somebody who does not see the canvas. Pure. */
import type { Label } from '../api/types';
import type { ImagePoint } from '../canvas/geometry';
import type { T } from '../i18n/translate';
import type { Uuid } from '../protocol/messages';
import type { EditorState, UnsureStop } from '../store/editorState';
import { type VisibleObject, visibleDocument } from '../store/visibleDocument';
import { shareText } from './objectFacts';

type Labels = readonly Pick<Label, 'id' | 'name'>[];
type Objects = ReadonlyMap<Uuid, VisibleObject>;
/** So many objects are named in one breath. */
const MOST_NAMED = 3;

/** null: nothing happened that is worth a word. `imageArea` in pixels. */
export function announcement(
  before: EditorState,
  now: EditorState,
  labels: Labels,
  imageArea: number,
  t: T,
): string | null {
  const [was, is] = [visibleDocument(before.sync).objects, visibleDocument(now.sync).objects];
  const nameIn = (objects: Objects, id: Uuid): string => objectName(objects, id, labels, t);
  if (before.sync.document === null) return null;
  const said = was === is ? [] : changes(was, is, labels, imageArea, t);
  if (said.length > MOST_NAMED) return t('keyboard.manyChanged', { count: said.length });
  if (said.length > 0) return said.join(' · ');
  const { selection, unsure } = now.view;
  if (unsure !== null && unsure !== before.view.unsure) return stopText(unsure, is, labels, t);
  if (selection !== before.view.selection) {
    if (selection === null) return t('keyboard.noneSelected');
    return is.has(selection) ? t('keyboard.selected', { object: nameIn(is, selection) }) : null;
  }
  if (now.view.hidden !== before.view.hidden) return visibility(before, now, labels, t);
  return null;
}

/** "312, 200: car 3" */
export function placeAnnouncement([x, y]: ImagePoint, state: EditorState, labels: Labels, t: T): string {
  const place = { x: String(Math.floor(x)), y: String(Math.floor(y)) };
  const { objects } = visibleDocument(state.sync);
  const { hover } = state.view;
  if (hover === null || !objects.has(hover)) return t('keyboard.place', place);
  return t('keyboard.placeOver', { ...place, object: objectName(objects, hover, labels, t) });
}

/** "2 of 7: the model is least sure here, object car 3" */
export function stopText({ at, of, object }: UnsureStop, objects: Objects, labels: Labels, t: T): string {
  return t('unsure.shown', { at, of, object: objectName(objects, object, labels, t) });
}

function changes(was: Objects, is: Objects, labels: Labels, imageArea: number, t: T): string[] {
  const said: string[] = [];
  for (const [id, object] of is) {
    const old = was.get(id);
    const words = old === object ? null : change(old, object, labels, imageArea, t);
    if (words !== null) said.push(`${objectName(is, id, labels, t)}: ${words}`);
  }
  for (const id of was.keys()) {
    if (!is.has(id)) said.push(t('keyboard.deleted', { object: objectName(was, id, labels, t) }));
  }
  return said;
}

function change(
  old: VisibleObject | undefined,
  object: VisibleObject,
  labels: Labels,
  imageArea: number,
  t: T,
): string | null {
  if (object.rle !== null && object.rle.counts !== old?.rle?.counts) {
    return t('keyboard.mask', { share: shareText(object.area / imageArea, t) });
  }
  if (old === undefined) return t('keyboard.added');
  if (object.label !== old.label) {
    return t('keyboard.labelled', { label: labelName(object.label, labels, t) });
  }
  if (object.locked !== old.locked) return t(object.locked ? 'keyboard.locked' : 'keyboard.unlocked');
  return null;
}

function visibility(before: EditorState, now: EditorState, labels: Labels, t: T): string | null {
  const { objects } = visibleDocument(now.sync);
  const [was, is] = [before.view.hidden, now.view.hidden];
  const id = [...is].find((each) => !was.has(each)) ?? [...was].find((each) => !is.has(each));
  if (id === undefined || !objects.has(id)) return null;
  const object = objectName(objects, id, labels, t);
  return `${object}: ${t(is.has(id) ? 'keyboard.hidden' : 'keyboard.shown')}`;
}

/** As the list calls it: "car 3". */
function objectName(objects: Objects, id: Uuid, labels: Labels, t: T): string {
  const number = [...objects.keys()].indexOf(id) + 1;
  return `${labelName(objects.get(id)?.label ?? null, labels, t)} ${number}`;
}

function labelName(id: number | null, labels: Labels, t: T): string {
  return labels.find((label) => label.id === id)?.name ?? t('editor.noLabel');
}
