/** What was typed in reply to threads that are gone meanwhile: nobody can send it any more, its author can copy it. */
import { Button, CopyButton, Group, Textarea } from '@mantine/core';
import { useEffect, useReducer, useRef } from 'react';
import type { CommentThread } from '../api/types';
import { useT } from '../i18n/useT';
import classes from './Comments.module.css';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas } from './focusCanvas';

export function LostReplies({ threads }: { threads: readonly CommentThread[] }) {
  const { drafts } = useEditor();
  const open = useEditorState((state) => state.view.openThread);
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);
  const lost = [...drafts.replies()].filter(([thread]) => threads.every(({ id }) => id !== thread));
  const discard = (thread: string): void => {
    drafts.drop(`reply-${thread}`);
    lookAgain();
    focusCanvas();
  };
  return lost.map(([thread, text]) => (
    <LostReply key={thread} text={text} isOpen={thread === open} onDiscard={() => discard(thread)} />
  ));
}

interface LostReplyProps {
  text: string;
  /** Its thread was open when it went. */
  isOpen: boolean;
  onDiscard: () => void;
}

function LostReply({ text, isOpen, onDiscard }: LostReplyProps) {
  const t = useT();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // Whoever was writing goes on typing: into a field, not into the keys of the editor.
    if (isOpen && document.activeElement === document.body) field.current?.focus();
  }, [isOpen]);
  return (
    <div className={classes.lost} role="alert" data-testid="lost-reply">
      <Textarea
        ref={field}
        size="sm"
        autosize
        maxRows={10}
        label={t('comments.threadDeleted')}
        description={t('comments.replyKept')}
        value={text}
        readOnly
      />
      <Group gap={6} mt={6}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-sm" onClick={copy}>
              {t(copied ? 'common.copied' : 'common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          {t('comments.discard')}
        </Button>
      </Group>
    </div>
  );
}
