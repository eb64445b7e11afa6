/** What one person said: who, when and the words, which the author changes and takes back. */
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { deleteComment, rewriteComment } from '../api/comments';
import { may } from '../api/roles';
import type { Comment } from '../api/types';
import { confirmLoss } from '../components/confirm';
import { useT } from '../i18n/useT';
import { CommentForm } from './CommentForm';
import classes from './Comments.module.css';
import { useEditor } from './editorContext';
import { focusCanvasUnlessTyping } from './focusCanvas';
import { useThreadAnswer } from './useThreads';

interface CommentEntryProps {
  comment: Comment;
  nowMs: number;
  /** Deleting it leaves an empty place. */
  hasReplies: boolean;
}

export function CommentEntry({ comment, nowMs, hasReplies }: CommentEntryProps) {
  const t = useT();
  const [isEditing, setEditing] = useState(false);
  return (
    <div className={classes.entry} data-testid="comment">
      <CommentHead comment={comment} nowMs={nowMs}>
        {comment.text !== '' && (
          <Actions comment={comment} hasReplies={hasReplies} onEdit={() => setEditing(true)} />
        )}
      </CommentHead>
      {isEditing ? (
        <CommentForm
          draftOf={`edit-${comment.id}`}
          label={t('comments.editLabel')}
          text={comment.text}
          action={t('comments.save')}
          isOpened
          send={({ text }) => rewriteComment(comment.id, text)}
          onSent={(field) => {
            focusCanvasUnlessTyping(field);
            setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      ) : (
        <CommentWords text={comment.text} />
      )}
    </div>
  );
}

interface CommentHeadProps {
  comment: Pick<Comment, 'author' | 'created' | 'edited'>;
  nowMs: number;
  children?: React.ReactNode;
}

function CommentHead({ comment, nowMs, children }: CommentHeadProps) {
  const t = useT();
  const { author, created, edited } = comment;
  return (
    <div className={classes.head}>
      <span className={classes.dot} style={{ background: author?.color }} aria-hidden />
      <Text span size="sm" fw={600} truncate>
        {author?.name ?? t('history.byGone')}
      </Text>
      <Text span size="xs" c="dimmed" className={classes.when}>
        <time dateTime={created} title={t.dateTime(created)}>
          {t.ago(created, nowMs)}
        </time>
        {edited !== null && ` · ${t('comments.edited')}`}
      </Text>
      {children}
    </div>
  );
}

function CommentWords({ text }: { text: string }) {
  const t = useT();
  if (text === '')
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t('comments.takenBack')}
      </Text>
    );
  return <p className={classes.words}>{text}</p>;
}

interface ActionsProps {
  comment: Comment;
  hasReplies: boolean;
  onEdit: () => void;
}

function Actions({ comment, hasReplies, onEdit }: ActionsProps) {
  const t = useT();
  const { me, project } = useEditor();
  const answer = useThreadAnswer();
  const isOwn = comment.author?.id === me.id;
  if (!isOwn && !may(project.role, 'delete-comment')) return null;
  const remove = (): void =>
    confirmLoss({
      title: t('comments.deleteTitle'),
      loss: hasReplies ? t('comments.deleteKeepsReplies') : t('comments.deleteLoss'),
      action: t('comments.delete'),
      onConfirm: async () => {
        await deleteComment(comment.id);
        answer(null);
        focusCanvasUnlessTyping();
      },
    });
  return (
    <Group gap={0} wrap="nowrap" className={classes.actions}>
      {isOwn && (
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('comments.edit')} onClick={onEdit}>
          <IconPencil size={15} />
        </ActionIcon>
      )}
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('comments.delete')} onClick={remove}>
        <IconTrash size={15} />
      </ActionIcon>
    </Group>
  );
}
