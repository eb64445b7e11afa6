/** How a person likes to look at masks and paint them, kept in the browser; the active label is kept for each project. */
import { MAX_BRUSH, MIN_BRUSH } from '../masks/brushTip';
import { INITIAL_VIEW, type ViewState } from '../store/editorState';

type Settings = Pick<ViewState, 'opacity' | 'colouring' | 'brushSize' | 'hasCrosshair'>;
type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

const VIEW_KEY = 'stipple.view';
const labelKey = (project: number): string => `stipple.activeLabel.${project}`;

/** Anything unreadable counts as never having been set. */
export function loadSettings(storage: KeyValueStore): Settings {
  const { opacity, colouring, brushSize, hasCrosshair } = readJson(storage, VIEW_KEY) as Partial<Settings>;
  return {
    opacity: typeof opacity === 'number' && opacity >= 0 && opacity <= 1 ? opacity : INITIAL_VIEW.opacity,
    colouring: colouring === 'label' || colouring === 'object' ? colouring : INITIAL_VIEW.colouring,
    brushSize: isBrushSize(brushSize) ? brushSize : INITIAL_VIEW.brushSize,
    hasCrosshair: hasCrosshair === true,
  };
}

export function saveSettings(
  storage: KeyValueStore,
  { opacity, colouring, brushSize, hasCrosshair }: Settings,
): void {
  write(storage, VIEW_KEY, { opacity, colouring, brushSize, hasCrosshair });
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
