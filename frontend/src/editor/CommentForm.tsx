/** Words for a comment: kept until they are sent or discarded, told why when they were not taken. */
import { Button, Group, Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { LONGEST_COMMENT, type Said } from '../api/comments';
import type { CommentThread } from '../api/types';
import { ErrorMessage } from '../components/ErrorMessage';
import { fieldError } from '../components/fieldErrors';
import { useT } from '../i18n/useT';
import classes from './Comments.module.css';
import type { DraftOf } from './commentDrafts';
import { useEditor } from './editorContext';
import { useThreadAnswer } from './useThreads';

interface CommentFormProps {
  draftOf: DraftOf;
  label: string;
  /** What is there where nothing was typed yet. */
  text?: string;
  action: string;
  /** It was opened to be written in: it has the focus, and can be closed. */
  isOpened?: boolean;
  send: (said: Said) => Promise<CommentThread>;
  /** It was taken while the form, with this field, is still there. */
  onSent: (field: HTMLElement | null) => void;
  /** Escape, or what was typed is discarded. */
  onClose: () => void;
  children?: ReactNode;
}

/** So many characters before the limit, what is left is told. */
const TELL_LEFT = 200;

export function CommentForm(props: CommentFormProps) {
  const { draftOf, label, action, send, onSent, onClose } = props;
  const t = useT();
  const { drafts } = useEditor();
  const [draft, setDraft] = useState(() => drafts.load(draftOf, props.text));
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isMounted = useMounted();
  const answer = useThreadAnswer();
  useEffect(() => {
    if (!props.isOpened) return;
    field.current?.focus();
    field.current?.setSelectionRange(-1, -1); // behind what was typed before
  }, [props.isOpened]);

  const isTyped = draft.text !== (props.text ?? '');
  const left = LONGEST_COMMENT - [...draft.text.trim()].length;
  const canSend = draft.text.trim() !== '' && left >= 0 && !isSending;
  const type = (text: string): void => {
    // An answer to a form that was closed may have given the draft another id meanwhile.
    const next = { id: drafts.load(draftOf, props.text).id, text };
    setDraft(next);
    drafts.save(draftOf, next);
  };
  const submit = async (): Promise<void> => {
    if (!canSend) return;
    const said = { ...drafts.load(draftOf, props.text), text: draft.text.trim() };
    drafts.save(draftOf, said);
    setSending(true);
    setError(null);
    try {
      const thread = await send(said);
      drafts.sent(draftOf, said);
      answer(thread);
      if (!isMounted.current) return;
      setDraft(drafts.load(draftOf, props.text));
      onSent(field.current);
    } catch (failure) {
      setError(failure);
      // The button that had the focus was disabled while it was sent.
      if (document.activeElement === document.body) field.current?.focus();
    } finally {
      setSending(false);
    }
  };
  const discard = (): void => {
    drafts.drop(draftOf);
    setDraft(drafts.load(draftOf, props.text));
    setError(null);
    onClose();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  const tooLong = left < 0 ? t('comments.tooLong', { count: -left, most: t.number(LONGEST_COMMENT) }) : null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      data-testid="comment-form"
    >
      <Textarea
        ref={field}
        size="sm"
        autosize
        minRows={2}
        maxRows={10}
        aria-label={label}
        placeholder={label}
        value={draft.text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        readOnly={isSending}
        error={tooLong ?? fieldError(error, 'text')}
        description={
          left >= 0 && left <= TELL_LEFT ? t('comments.charactersLeft', { count: left }) : undefined
        }
      />
      {props.children}
      {error !== null && fieldError(error, 'text') === undefined && (
        <div className={classes.failure}>
          <p>{t('comments.notSent')}</p>
          <ErrorMessage error={error} onRetry={() => void submit()} />
        </div>
      )}
      <Group gap={6} mt={6}>
        <Button type="submit" size="compact-sm" loading={isSending} disabled={!canSend}>
          {action}
        </Button>
        {(isTyped || props.isOpened) && (
          <Button size="compact-sm" variant="default" disabled={isSending} onClick={discard}>
            {t(isTyped ? 'comments.discard' : 'common.cancel')}
          </Button>
        )}
      </Group>
    </form>
  );
}

function useMounted() {
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return isMounted;
}
