/** One line over the canvas that says what has happened, with one thing to do about it. */
import { UnstyledButton } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './CanvasNote.module.css';
import { useEditor } from './editorContext';
import { KeyOf } from './KeyOf';

interface CanvasNoteProps {
  icon: Icon;
  /** null: there is nothing to say now. The place stays, so that screen readers hear what is said next. */
  text: ReactNode;
  command: 'protectTrimmed' | 'takeOver';
  /** What the command is called. */
  action: string;
  canAct: boolean;
  testId: string;
}

export function CanvasNote({ icon: NoteIcon, text, command, action, canAct, testId }: CanvasNoteProps) {
  const { commands } = useEditor();
  return (
    <div className={text === null ? classes.nothing : classes.note} data-testid={testId}>
      <span role="status" className={classes.text}>
        {text !== null && <NoteIcon size={16} aria-hidden />}
        {text}
      </span>
      {text !== null && canAct && (
        <UnstyledButton className={classes.action} onClick={commands[command]}>
          {action} <KeyOf command={command} />
        </UnstyledButton>
      )}
    </div>
  );
}
