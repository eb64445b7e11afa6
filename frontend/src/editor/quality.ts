/** What the editor says about a predicted quality: the IoU that the model expects of its own mask, calibrated. */
import type { VisibleObject } from '../store/visibleDocument';

export type Grade = 'good' | 'fair' | 'poor';

export interface Quality {
  /** Null: there is no prediction. */
  readonly grade: Grade | null;
  /** "93", or "–". */
  readonly text: string;
  /** For screen readers. */
  readonly name: string;
  /** The whole story, on hover. */
  readonly detail: string;
}

const GOOD = 90;
const FAIR = 75;
const GRADES: Readonly<Record<Grade, { word: string; advice: string }>> = {
  good: { word: 'good', advice: `${GOOD} and more is good.` },
  fair: { word: 'look again', advice: `Below ${GOOD} a look at the edge is worth it.` },
  poor: { word: 'needs work', advice: `Below ${FAIR} it most likely needs more clicks.` },
};

type Judged = Pick<VisibleObject, 'quality' | 'area' | 'rle' | 'model'>;

/** Null where there is no mask to judge. */
export function qualityOf({ quality, area, rle, model }: Judged): Quality | null {
  if (rle === null || area === 0) return null;
  if (quality === null) {
    const reason = model
      ? `${model.name} predicts no quality for this mask.`
      : 'This mask was not made by a model, so none judges it.';
    return { grade: null, text: '–', name: 'No predicted quality', detail: reason };
  }
  // Rounded before it is graded, so that the sign never contradicts the number.
  const percent = Math.round(quality * 100);
  const grade = gradeOf(percent);
  const { word, advice } = GRADES[grade];
  return {
    grade,
    text: String(percent),
    name: `Predicted quality ${percent} of 100: ${word}`,
    detail: `The model expects this mask to agree with the object to ${percent} of 100 (IoU). ${advice}`,
  };
}

/** The word beside the number in the details: "93 of 100 · good". */
export function qualityText(quality: Quality): string {
  return quality.grade === null ? quality.detail : `${quality.text} of 100 · ${GRADES[quality.grade].word}`;
}

function gradeOf(percent: number): Grade {
  if (percent >= GOOD) return 'good';
  return percent >= FAIR ? 'fair' : 'poor';
}
