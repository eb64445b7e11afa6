/** The splits of a version: how they are called and coloured, and the rule that a dialog asks for. */
import type { VersionPlan } from '../../api/versions';
import type { PlainKey } from '../../i18n/catalogue';

export const SPLITS = ['train', 'val', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** In the order of the table; the empty one is for images in no split. */
export const ALL_SPLITS = [...SPLITS, ''] as const;

export const SPLIT_COLORS: Readonly<Record<Split | '', string>> = {
  train: 'blue',
  val: 'grape',
  test: 'orange',
  '': 'gray',
};

export function splitName(split: string): PlainKey {
  return split === '' ? 'versions.noSplit' : `versions.${split as Split}`;
}

export type SplitBy = NonNullable<VersionPlan['split_rule']>['by'];

/** A split rule while it is typed; of `shares` and `tags` only those of the chosen kind count. */
export interface SplitDraft {
  by: SplitBy;
  shares: Readonly<Record<Split, number | string>>;
  seed: number | string;
  tags: Readonly<Record<Split, string>>;
}

export const FIRST_DRAFT: SplitDraft = {
  by: 'hash',
  shares: { train: 80, val: 10, test: 10 },
  seed: 0,
  tags: { train: 'train', val: 'val', test: 'test' },
};

/** The draft of the next version: divided as the last one was. */
export function draftAfter(rule: VersionPlan['split_rule'] | undefined): SplitDraft {
  if (!rule) return FIRST_DRAFT;
  const none: Record<Split, string> = { train: '', val: '', test: '' };
  return {
    by: rule.by,
    shares: { ...FIRST_DRAFT.shares, ...rule.shares },
    seed: rule.seed ?? FIRST_DRAFT.seed,
    tags: rule.by === 'tag' ? { ...none, ...rule.tags } : FIRST_DRAFT.tags,
  };
}

export function sumOf(shares: SplitDraft['shares']): number {
  return SPLITS.reduce((sum, split) => sum + (Number(shares[split]) || 0), 0);
}

/** The rule as the server takes it; null while it is not complete. */
export function ruleOf(draft: SplitDraft): NonNullable<VersionPlan['split_rule']> | null {
  if (draft.by === 'none') return { by: 'none' };
  if (draft.by === 'tag') {
    const tags = Object.fromEntries(
      SPLITS.map((split) => [split, draft.tags[split].trim()]).filter(([, tag]) => tag !== ''),
    );
    return Object.keys(tags).length > 0 ? { by: 'tag', tags } : null;
  }
  const shares = Object.fromEntries(SPLITS.map((split) => [split, Number(draft.shares[split]) || 0]));
  if (sumOf(draft.shares) !== 100 || draft.seed === '') return null;
  return { by: 'hash', shares, seed: Number(draft.seed) };
}
