/** The editor's copy of the annotation document of one image: what the server has said, nothing guessed. */
import type { ClickView, DocumentView, ModelName, ObjectView, StrokeView, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

export interface ObjectState extends Omit<ObjectView, 'rle'> {
  readonly rle: Rle | null;
  /** The z that it had first, where it has been moved in the stack since: its colour goes by it, and stays. */
  readonly hue?: number;
}

export interface DocumentState {
  readonly revision: number;
  /** Workflow state of the image: new, in_progress, submitted ... */
  readonly workflow: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly model: ModelName | null;
  /** In the order in which they were made. */
  readonly objects: ReadonlyMap<Uuid, ObjectState>;
  readonly background: readonly ClickView[];
  readonly backgroundStrokes: readonly StrokeView[];
}

export function documentFromView(view: DocumentView): DocumentState {
  return {
    revision: view.revision,
    workflow: view.state,
    canUndo: view.can_undo,
    canRedo: view.can_redo,
    model: view.model,
    objects: new Map(view.objects.map((object) => [object.id, { ...object, rle: object.rle ?? null }])),
    background: view.background,
    backgroundStrokes: view.background_strokes,
  };
}

/** A view whose mask did not change comes without `rle`: the mask known so far stays. */
export function mergeObject(before: ObjectState | undefined, view: ObjectView): ObjectState {
  const rle = view.rle === undefined ? (before?.rle ?? null) : view.rle;
  return { ...view, rle, ...hueAfter(before, view.z) };
}

/** What keeps an object's colour when its place in the stack becomes `z`. */
export function hueAfter(
  before: Pick<ObjectState, 'z' | 'hue'> | undefined,
  z: number,
): Pick<ObjectState, 'hue'> {
  if (before === undefined || (before.hue === undefined && before.z === z)) return {};
  return { hue: before.hue ?? before.z };
}
