/** What each name in a file becomes here: what the server makes of it, and what a person chooses instead. */
import type { ImportChoices } from '../api/imports';
import type { Label } from '../api/types';
import type { ImportSummary } from './importSummary';

export const NEW = 'new';
export const LEFT_OUT = 'left-out';
export const NO_LABEL = 'no-label';

/** The name that Stipple's own exports give objects without a label. */
const UNLABELLED = 'unlabelled';
const LONGEST_NAME = 100;

export interface LabelChoice {
  name: string;
  /** The id of a label here as text, or NEW, LEFT_OUT, NO_LABEL. */
  value: string;
  /** What may be chosen besides the labels here. */
  others: readonly string[];
}

type Chosen = ImportChoices['labels'];

export function labelChoices(
  summary: ImportSummary,
  labels: readonly Label[],
  chosen: Chosen,
): LabelChoice[] {
  return Object.keys(summary.labels.mapped)
    .sort((a, b) => a.localeCompare(b))
    .map((name) => {
      const unasked = valueUnasked(name, labels);
      const asked = chosen[name];
      return {
        name,
        value: asked === undefined ? unasked : (asked?.toString() ?? LEFT_OUT),
        others: unasked === NEW || unasked === NO_LABEL ? [unasked, LEFT_OUT] : [LEFT_OUT],
      };
    });
}

/** `chosen` with another value for one name. */
export function withLabel(chosen: Chosen, name: string, value: string): Chosen {
  const { [name]: _, ...rest } = chosen;
  if (value === NEW || value === NO_LABEL) return rest;
  return { ...rest, [name]: value === LEFT_OUT ? null : Number(value) };
}

/** What the server makes of a name by itself. */
function valueUnasked(name: string, labels: readonly Label[]): string {
  const trimmed = name.trim();
  const here = labels.find((label) => label.name.toLowerCase() === trimmed.toLowerCase());
  if (here) return here.id.toString();
  if (name === UNLABELLED) return NO_LABEL;
  return trimmed.length > 0 && trimmed.length <= LONGEST_NAME ? NEW : LEFT_OUT;
}
