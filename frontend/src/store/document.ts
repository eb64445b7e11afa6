/** The editor's copy of the annotation document of one image: what the server has said, nothing guessed. */
import type { ClickView, DocumentView, ModelName, ObjectView, StrokeView, Uuid } from '../protocol/messages';
import type { Rle } from '../protocol/rle';

export interface ObjectState extends Omit<ObjectView, 'rle'> {
  readonly rle: Rle | null;
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
  if (view.rle !== undefined) return { ...view, rle: view.rle };
  return { ...view, rle: before?.rle ?? null };
}
