/** The place where the model is least sure, to which the person was taken: a ring around it, and what it is in words. */

import { IconZoomQuestion } from '@tabler/icons-react';
import { imagePoint } from '../canvas/geometry';
import { toScreen } from '../canvas/viewport';
import { useT } from '../i18n/useT';
import type { EditorState, UnsureStop } from '../store/editorState';
import { visibleDocument } from '../store/visibleDocument';
import { stopText } from './announcement';
import hintClasses from './CanvasHint.module.css';
import { useEditor, useEditorState, useViewport } from './editorContext';
import classes from './UnsureStop.module.css';

export function UnsureRing() {
  const stop = useEditorState(currentStop);
  const viewport = useViewport();
  if (stop === null || viewport === null) return null;
  const [left, top] = toScreen(viewport, imagePoint(stop.place.x, stop.place.y));
  return <div className={classes.ring} style={{ left, top }} data-testid="unsure-ring" aria-hidden />;
}

export function UnsureNote() {
  const t = useT();
  const { labels } = useEditor();
  const stop = useEditorState(currentStop);
  const { objects } = useEditorState(({ sync }) => visibleDocument(sync));
  if (stop === null) return null;
  return (
    <div className={hintClasses.hint} data-testid="unsure-note">
      <IconZoomQuestion size={16} aria-hidden />
      <span>{stopText(stop, objects, labels, t)}</span>
    </div>
  );
}

/** null once the person has gone on to another object, or the model has answered anew. */
function currentStop({ sync, view: { unsure, selection } }: EditorState): UnsureStop | null {
  if (unsure === null || unsure.object !== selection) return null;
  const now = visibleDocument(sync).objects.get(unsure.object)?.unsure;
  return now?.x === unsure.place.x && now.y === unsure.place.y ? unsure : null;
}
