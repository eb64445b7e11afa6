/** One line at the top of the canvas that says what the tool will do next. */

import { type Icon, IconEye, IconLock, IconPlus, IconPointer, IconTargetArrow } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import classes from './CanvasHint.module.css';
import { useEditor, useHand, useStable } from './editorContext';
import { type Hint, hintFor } from './hints';

const ICONS: Record<Hint['icon'], Icon> = {
  look: IconEye,
  select: IconPointer,
  start: IconTargetArrow,
  add: IconPlus,
  locked: IconLock,
  refine: IconTargetArrow,
};

export function CanvasHint() {
  const t = useT();
  const { labels } = useEditor();
  const isOutlining = useHand(({ tool }) => tool.name === 'outlining');
  const hint = useStable((state) => hintFor(state, isOutlining, labels, t));
  if (hint === null) return null;
  const HintIcon = ICONS[hint.icon];
  return (
    <div className={classes.hint} role="status" data-testid="hint">
      <HintIcon size={16} />
      <span>{hint.text}</span>
    </div>
  );
}
