/** Editor state -> the line that says what the tool will do next. Pure. */
import type { T } from '../i18n/translate';
import { type EditorState, isReadOnly, type ToolName } from '../store/editorState';
import { holderOfSelected } from '../store/leases';
import { selectedObject, visibleDocument } from '../store/visibleDocument';
import { worksOnSelected } from './toolFacts';

export interface Hint {
  readonly icon: 'look' | 'select' | 'start' | 'add' | 'locked' | 'refine';
  readonly text: string;
}

interface Situation {
  /** There is an object to go on with. */
  readonly hasSelected: boolean;
  /** Of the next new object: the active label, or "object". */
  readonly label: string;
  readonly isSubtracting: boolean;
}

const HINTS: {
  readonly [K in Exclude<ToolName, 'select'>]: (situation: Situation, t: T) => string;
} = {
  click: ({ hasSelected, label }, t) => (hasSelected ? t('hints.clickMore') : t('hints.click', { label })),
  scribble: ({ hasSelected, label, isSubtracting }, t) => {
    if (isSubtracting) return t('hints.scribbleBackground');
    return hasSelected ? t('hints.scribbleMore') : t('hints.scribble', { label });
  },
  box: ({ hasSelected, label }, t) => t(hasSelected ? 'hints.boxMore' : 'hints.box', { label }),
  brush: ({ hasSelected, label }, t) => (hasSelected ? t('hints.brushMore') : t('hints.brush', { label })),
  eraser: ({ hasSelected }, t) => t(hasSelected ? 'hints.eraserMore' : 'hints.eraser'),
  polygon: ({ hasSelected, label, isSubtracting }, t) => {
    if (isSubtracting) return t('hints.polygonLess');
    return hasSelected ? t('hints.polygonMore') : t('hints.polygon', { label });
  },
  bounds: ({ label }, t) => t('hints.bounds', { label }),
  outline: ({ hasSelected }, t) => t(hasSelected ? 'hints.outline' : 'hints.nothingToChange'),
  split: ({ hasSelected }, t) => t(hasSelected ? 'hints.split' : 'hints.nothingToChange'),
  lasso: ({ hasSelected, label, isSubtracting }, t) => {
    if (isSubtracting) return t('hints.lassoLess');
    return hasSelected ? t('hints.lassoMore') : t('hints.lasso', { label });
  },
};

/** `isOutlining`: a polygon has been begun. */
export function hintFor(
  state: EditorState,
  isOutlining: boolean,
  labels: readonly { id: number; name: string }[],
  t: T,
): Hint | null {
  const { sync, view } = state;
  if (sync.document === null) return null;
  if (view.past !== null) return null;
  if (state.link.connection === 'refused') return { icon: 'locked', text: t('hints.noAccess') };
  if (isReadOnly(state)) return { icon: 'look', text: t('hints.look') };
  const { tool } = view;
  if (tool === 'select') return { icon: 'select', text: t('hints.select') };
  if (isOutlining) return { icon: 'start', text: t('hints.outlining') };
  const selected = selectedObject(state);
  if (selected?.locked && worksOnSelected(tool)) return { icon: 'locked', text: t('hints.locked') };
  if (holderOfSelected(state) !== null && worksOnSelected(tool)) return null; // LeaseNote says it
  if (tool === 'click' && visibleDocument(sync).objects.size === 0) {
    return { icon: 'start', text: t('hints.start') };
  }
  const icon = selected === undefined || !worksOnSelected(tool) ? 'add' : 'refine';
  return { icon, text: HINTS[tool](situationOf(state, labels, t), t) };
}

function situationOf(state: EditorState, labels: readonly { id: number; name: string }[], t: T): Situation {
  const { activeLabel, isSubtracting } = state.view;
  return {
    hasSelected: selectedObject(state) !== undefined,
    label: labels.find(({ id }) => id === activeLabel)?.name ?? t('editor.anObject'),
    isSubtracting,
  };
}
