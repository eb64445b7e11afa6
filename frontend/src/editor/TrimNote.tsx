/** Whose pixels the person's last work took, and the key that gives them back for good. */
import { IconScissors } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import type { EditorState } from '../store/editorState';
import { visibleDocument } from '../store/visibleDocument';
import { CanvasNote } from './CanvasNote';
import { useEditor, useEditorState } from './editorContext';
import { trimDetail } from './trimText';

/** Of what was: whoever looks back sees no marks of the present. */
const NONE: EditorState['trims']['objects'] = new Map();

export function TrimNote() {
  const t = useT();
  const { labels } = useEditor();
  const trims = useEditorState((state) => (state.view.past === null ? state.trims.objects : NONE));
  const objects = useEditorState((state) => visibleDocument(state.sync).objects);
  const canWrite = useEditorState((state) => state.link.canWrite);
  const [first] = trims;
  let text: string | null = null;
  if (first !== undefined && trims.size > 1) text = t('trims.several', { count: trims.size });
  else if (first !== undefined) {
    const label = labels.find(({ id }) => id === objects.get(first[0])?.label)?.name ?? t('editor.noLabel');
    const number = [...objects.keys()].indexOf(first[0]) + 1;
    text = t('trims.one', { object: `${label} ${number}`, change: trimDetail(first[1], t) });
  }
  return (
    <CanvasNote
      icon={IconScissors}
      text={text}
      command="protectTrimmed"
      action={t('trims.protect')}
      canAct={canWrite}
      testId="trim-note"
    />
  );
}
