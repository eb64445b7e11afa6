/** The listed objects under a heading for each label: the rows of the list. Pure. */
import type { Label } from '../api/types';
import type { Uuid } from '../protocol/messages';
import type { VisibleObject } from '../store/visibleDocument';
import type { Listed } from './listing';

/** null: of no label. */
export type LabelId = number | null;
type Grouped = Pick<VisibleObject, 'id' | 'label'>;

export interface ObjectGroup<T = VisibleObject> {
  readonly label: LabelId;
  /** Those in the list, also while they are folded away. */
  readonly objects: readonly T[];
  readonly isFolded: boolean;
}

export type ListRow<T = VisibleObject> =
  | { readonly kind: 'object'; readonly key: Uuid; readonly listed: Listed<T> }
  | { readonly kind: 'group'; readonly key: string; readonly group: ObjectGroup<T> };

export function objectRows<T extends Grouped>(found: readonly Listed<T>[]): ListRow<T>[] {
  return found.map((listed) => ({ kind: 'object', key: listed.object.id, listed }));
}

/** Groups in the order of the project's labels, objects of no label last; inside them the order stays. */
export function groupedRows<T extends Grouped>(
  found: readonly Listed<T>[],
  labels: readonly Pick<Label, 'id'>[],
  folded: ReadonlySet<LabelId>,
): ListRow<T>[] {
  const known = new Set(labels.map(({ id }) => id));
  const groups = new Map<LabelId, Listed<T>[]>([...known, null].map((id) => [id, []]));
  for (const listed of found) {
    const { label } = listed.object;
    groups.get(label !== null && known.has(label) ? label : null)?.push(listed);
  }
  return [...groups].flatMap(([label, members]) => {
    if (members.length === 0) return [];
    const isFolded = folded.has(label);
    const group = { label, objects: members.map(({ object }) => object), isFolded };
    const heading = { kind: 'group', key: `label-${label}`, group } as const;
    return [heading, ...(isFolded ? [] : objectRows(members))];
  });
}
