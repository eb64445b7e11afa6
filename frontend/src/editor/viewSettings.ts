/** How a person likes to look at masks and paint them, kept in the browser; the active label is kept for each project. */
import { MAX_BRUSH, MIN_BRUSH } from '../masks/brushTip';
import { INITIAL_VIEW, type ViewState } from '../store/editorState';

const KEPT = ['opacity', 'colouring', 'brushSize', 'hasCrosshair', 'isOutlineOnly', 'photo'] as const;

export type Settings = Pick<ViewState, (typeof KEPT)[number]>;
type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

const VIEW_KEY = 'stipple.view';
const labelKey = (project: number): string => `stipple.activeLabel.${project}`;

/** Anything unreadable counts as never having been set. */
export function loadSettings(storage: KeyValueStore): Settings {
  const found = readJson(storage, VIEW_KEY) as Partial<Settings>;
  const { opacity, colouring, brushSize, photo } = found;
  return {
    opacity: isBetween(opacity, 0, 1) ? opacity : INITIAL_VIEW.opacity,
    colouring: colouring === 'label' || colouring === 'object' ? colouring : INITIAL_VIEW.colouring,
    brushSize: isBrushSize(brushSize) ? brushSize : INITIAL_VIEW.brushSize,
    hasCrosshair: found.hasCrosshair === true,
    isOutlineOnly: found.isOutlineOnly === true,
    photo:
      isBetween(photo?.brightness, 0, 4) && isBetween(photo?.contrast, 0, 4)
        ? { brightness: photo.brightness, contrast: photo.contrast }
        : INITIAL_VIEW.photo,
  };
}

export function saveSettings(storage: KeyValueStore, view: Settings): void {
  write(storage, VIEW_KEY, Object.fromEntries(KEPT.map((name) => [name, view[name]])));
}

/** What is kept is the same in both. */
export function hasSameSettings(a: Settings, b: Settings): boolean {
  return KEPT.every((name) => a[name] === b[name]);
}

/** The label that new objects got last, or the first one when that is gone. */
export function loadActiveLabel(
  storage: KeyValueStore,
  project: number,
  labels: readonly { id: number }[],
): number | null {
  const { id } = readJson(storage, labelKey(project)) as { id?: unknown };
  return labels.find((label) => label.id === id)?.id ?? labels[0]?.id ?? null;
}

export function saveActiveLabel(storage: KeyValueStore, project: number, id: number | null): void {
  write(storage, labelKey(project), { id });
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function isBrushSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= MIN_BRUSH && (value as number) <= MAX_BRUSH;
}

function readJson(storage: KeyValueStore, key: string): object {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Losing a preference is no reason to bother anybody. */
function write(storage: KeyValueStore, key: string, value: object): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // full or forbidden storage
  }
}
