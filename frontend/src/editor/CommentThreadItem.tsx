/** One thread of the panel: a line, and once it is chosen all that was said, with a reply and what settles it. */
import { Button, Group } from '@mantine/core';
import { IconCheck, IconRotate2 } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { reopenThread, replyTo, resolveThread } from '../api/comments';
import type { CommentThread } from '../api/types';
import { showError } from '../components/confirm';
import { useT } from '../i18n/useT';
import { openThread } from '../store/commentReducers';
import { CommentEntry } from './CommentEntry';
import { CommentForm } from './CommentForm';
import classes from './Comments.module.css';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas, focusCanvasUnlessTyping } from './focusCanvas';
import { useThreadAnswer } from './useThreads';

interface ThreadProps {
  thread: CommentThread;
  nowMs: number;
}

export function CommentThreadItem({ thread, nowMs }: ThreadProps) {
  const t = useT();
  const { session } = useEditor();
  const isOpen = useEditorState((state) => state.view.openThread === thread.id);
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Chosen by its pin: what is read and written next is here.
    if (isOpen) line.current?.focus();
  }, [isOpen]);
  const name = thread.author?.name ?? t('history.byGone');
  return (
    <li className={classes.thread} data-open={isOpen || undefined} data-testid="comment-thread">
      <button
        ref={line}
        type="button"
        className={classes.line}
        aria-expanded={isOpen}
        onClick={() => session.store.update((state) => openThread(state, isOpen ? null : thread.id))}
      >
        <span className={classes.number} data-resolved={thread.resolved !== null || undefined}>
          {thread.number}
        </span>
        <span className={classes.summary}>
          <span className={classes.first}>{thread.text === '' ? t('comments.takenBack') : thread.text}</span>
          <span className={classes.facts}>
            {[
              name,
              t.ago(thread.created, nowMs),
              ...(thread.replies.length > 0 ? [t('comments.replies', { count: thread.replies.length })] : []),
            ].join(' · ')}
          </span>
        </span>
      </button>
      {isOpen && <Whole thread={thread} nowMs={nowMs} />}
    </li>
  );
}

function Whole({ thread, nowMs }: ThreadProps) {
  const t = useT();
  return (
    <div className={classes.whole}>
      <CommentEntry comment={thread} nowMs={nowMs} hasReplies={thread.replies.length > 0} />
      {thread.replies.map((reply) => (
        <CommentEntry key={reply.id} comment={reply} nowMs={nowMs} hasReplies={false} />
      ))}
      {thread.resolved !== null && (
        <p className={classes.settled}>
          {t('comments.resolvedBy', {
            name: thread.resolved.by?.name ?? t('history.byGone'),
            when: t.ago(thread.resolved.at, nowMs),
          })}
        </p>
      )}
      <CommentForm
        draftOf={`reply-${thread.id}`}
        label={t('comments.replyLabel')}
        action={t('comments.reply')}
        send={(said) => replyTo(thread.id, said)}
        onSent={focusCanvasUnlessTyping}
        onClose={focusCanvas}
      />
      <SettleButton thread={thread} />
    </div>
  );
}

function SettleButton({ thread }: { thread: CommentThread }) {
  const t = useT();
  const answer = useThreadAnswer();
  const [isSending, setSending] = useState(false);
  const isResolved = thread.resolved !== null;
  const settle = (): void => {
    setSending(true);
    (isResolved ? reopenThread : resolveThread)(thread.id)
      .then((told) => {
        answer(told);
        focusCanvasUnlessTyping();
      })
      .catch(showError)
      .finally(() => setSending(false));
  };
  return (
    <Group mt={6}>
      <Button
        size="compact-sm"
        variant="default"
        loading={isSending}
        leftSection={isResolved ? <IconRotate2 size={14} /> : <IconCheck size={14} />}
        onClick={settle}
        data-testid="settle"
      >
        {t(isResolved ? 'comments.reopen' : 'comments.resolve')}
      </Button>
    </Group>
  );
}
