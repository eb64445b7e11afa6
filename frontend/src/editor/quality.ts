/** What the editor says about a predicted quality: the IoU that the model expects of its own mask, calibrated. */
import type { T } from '../i18n/translate';
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
const WORDS = { good: 'editor.gradeGood', fair: 'editor.gradeFair', poor: 'editor.gradePoor' } as const;
const ADVICE = { good: 'editor.adviceGood', fair: 'editor.adviceFair', poor: 'editor.advicePoor' } as const;

type Judged = Pick<VisibleObject, 'quality' | 'area' | 'rle' | 'model'>;

/** Null where there is no mask to judge. */
export function qualityOf({ quality, area, rle, model }: Judged, t: T): Quality | null {
  if (rle === null || area === 0) return null;
  if (quality === null) {
    const detail = model ? t('editor.noQualityModel', { model: model.name }) : t('editor.noQualityPerson');
    return { grade: null, text: '–', name: t('editor.noQuality'), detail };
  }
  // Rounded before it is graded, so that the sign never contradicts the number.
  const percent = Math.round(quality * 100);
  const grade = gradeOf(percent);
  return {
    grade,
    text: String(percent),
    name: t('editor.qualityName', { percent, grade: t(WORDS[grade]) }),
    detail: t('common.sentences', {
      first: t('editor.qualityDetail', { percent }),
      second: t(ADVICE[grade], { good: GOOD, fair: FAIR }),
    }),
  };
}

/** The word beside the number in the details: "93 of 100 · good". */
export function qualityText({ grade, text, detail }: Quality, t: T): string {
  return grade === null ? detail : t('editor.qualityText', { percent: text, grade: t(WORDS[grade]) });
}

function gradeOf(percent: number): Grade {
  if (percent >= GOOD) return 'good';
  return percent >= FAIR ? 'fair' : 'poor';
}
