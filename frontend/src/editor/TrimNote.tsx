/** One line over the canvas: whose pixels the person's last work took, and the key that gives them back for good. */
import { UnstyledButton } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import { visibleDocument } from '../store/visibleDocument';
import { useEditor, useEditorState } from './editorContext';
import { KeyOf } from './KeyOf';
import classes from './TrimNote.module.css';
import { trimDetail } from './trimText';

export function TrimNote() {
  const t = useT();
  const { commands, labels } = useEditor();
  const trims = useEditorState((state) => state.trims.objects);
  const objects = useEditorState((state) => visibleDocument(state.sync).objects);
  const canWrite = useEditorState((state) => state.link.canWrite);
  const [first, ...others] = trims;
  let text: string | null = null;
  if (first !== undefined) {
    const label = labels.find(({ id }) => id === objects.get(first[0])?.label)?.name ?? t('editor.noLabel');
    const number = [...objects.keys()].indexOf(first[0]) + 1;
    text =
      others.length > 0
        ? t('trims.several', { count: trims.size })
        : t('trims.one', { object: `${label} ${number}`, change: trimDetail(first[1], t) });
  }
  return (
    <div className={text === null ? '' : (classes.note ?? '')} data-testid="trim-note">
      <span role="status" className={classes.text}>
        {text !== null && <IconScissors size={16} aria-hidden />}
        {text}
      </span>
      {text !== null && canWrite && (
        <UnstyledButton className={classes.protect} onClick={commands.protectTrimmed}>
          {t('trims.protect')} <KeyOf command="protectTrimmed" />
        </UnstyledButton>
      )}
    </div>
  );
}
