/** All comments of the image: the one that is being written, open threads, and resolved ones folded away. */
import { ActionIcon, Button, Loader, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconMessagePlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { pinComment } from '../api/comments';
import type { CommentThread } from '../api/types';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { endPinning, openThread } from '../store/commentReducers';
import { setPanel } from '../store/viewReducers';
import { CommentForm } from './CommentForm';
import classes from './Comments.module.css';
import { CommentThreadItem } from './CommentThreadItem';
import { useEditor, useEditorState } from './editorContext';
import { focusCanvas, focusCanvasUnlessTyping } from './focusCanvas';
import { withKey } from './keyText';
import panel from './SidePanel.module.css';
import { useNow } from './useNow';
import { useThreads } from './useThreads';

export function CommentsPanel() {
  const t = useT();
  const { session } = useEditor();
  const { threads, error, isLoading, retry } = useThreads();
  const isPinning = useEditorState((state) => state.view.pinning !== null);
  const shown = useEditorState((state) => state.view.openThread);
  const nowMs = useNow();
  const isBelow = useIsBelow(threads, shown);
  const open = threads.filter((thread) => !isBelow(thread));
  const resolved = threads.filter(isBelow);
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    session.store.update((state) =>
      state.view.openThread === null ? setPanel(state, 'objects') : openThread(state, null),
    );
    focusCanvas();
  };
  return (
    // Escape is for whatever inside has the focus.
    <section
      className={classes.panel}
      aria-label={t('comments.title')}
      onKeyDown={close}
      data-testid="comments"
    >
      <Heading count={threads.filter((thread) => thread.resolved === null).length} />
      {isPinning ? <NewComment /> : <BeginButton />}
      {error !== null && <ErrorMessage error={error} onRetry={retry} />}
      {isLoading && <Loader size="sm" mx="auto" mt="md" aria-label={t('comments.loading')} />}
      {threads.length === 0 && !isLoading && error === null && !isPinning && (
        <p className={panel.empty}>{t('comments.none')}</p>
      )}
      <Threads threads={open} nowMs={nowMs} />
      {resolved.length > 0 && (
        <details className={classes.resolved} open={resolved.some(({ id }) => id === shown) || undefined}>
          <summary>{t('comments.resolved', { count: resolved.length })}</summary>
          <Threads threads={resolved} nowMs={nowMs} />
        </details>
      )}
    </section>
  );
}

/**
 * Which threads stand below, among the resolved. The shown one stays where it was when it was opened: whoever writes in
 * it goes on writing while somebody resolves it.
 */
function useIsBelow(threads: readonly CommentThread[], shown: string | null) {
  const [opened, setOpened] = useState<{ readonly id: string; readonly isBelow: boolean } | null>(null);
  if (shown !== (opened?.id ?? null)) {
    const isBelow = threads.some(({ id, resolved }) => id === shown && resolved !== null);
    setOpened(shown === null ? null : { id: shown, isBelow });
  }
  return ({ id, resolved }: CommentThread): boolean =>
    id === opened?.id ? opened.isBelow : resolved !== null;
}

function Threads({ threads, nowMs }: { threads: readonly CommentThread[]; nowMs: number }) {
  return (
    <ul className={classes.threads}>
      {threads.map((thread) => (
        <CommentThreadItem key={thread.id} thread={thread} nowMs={nowMs} />
      ))}
    </ul>
  );
}

function Heading({ count }: { count: number }) {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const areHidden = useEditorState((state) => state.view.arePinsHidden);
  const pins = t(areHidden ? 'comments.showPins' : 'comments.hidePins');
  return (
    <div className={panel.heading}>
      <h2 className={panel.title}>
        {t('comments.title')}
        {count > 0 && ` · ${t('comments.open', { count })}`}
      </h2>
      <div className={classes.actions}>
        <Tooltip label={withKey(pins, keyOf('togglePins'), t)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            aria-label={pins}
            onClick={commands.togglePins}
            data-testid="toggle-pins"
          >
            {areHidden ? <IconEyeOff size={16} /> : <IconEye size={16} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={withKey(t('comments.close'), keyOf('toggleComments'), t)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            aria-label={t('comments.close')}
            onClick={commands.toggleComments}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

function BeginButton() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconMessagePlus size={15} />}
      onClick={commands.beginComment}
      data-testid="begin-comment"
    >
      {withKey(t('comments.begin'), keyOf('beginComment'), t)}
    </Button>
  );
}

function NewComment() {
  const t = useT();
  const { image, session } = useEditor();
  const close = (): void => {
    session.store.update(endPinning);
    focusCanvas();
  };
  const sent = (field: HTMLElement | null): void => {
    focusCanvasUnlessTyping(field);
    session.store.update(endPinning);
  };
  return (
    <div className={classes.fresh}>
      <CommentForm
        draftOf="new"
        label={t('comments.newLabel')}
        action={t('comments.send')}
        hasFocus
        send={(said) => {
          const { view, sync } = session.store.get();
          const { pinning } = view;
          if (pinning === null) return Promise.reject(new Error(t('comments.noPlace')));
          // An object that was deleted meanwhile is no reason to refuse what is said about its place.
          const isThere = pinning.object !== null && sync.document?.objects.has(pinning.object);
          const object = isThere ? pinning.object : null;
          return pinComment(image.id, said, { ...pinning, object });
        }}
        onSent={sent}
        onClose={close}
      >
        <p className={classes.hint}>{t('comments.dragHint')}</p>
      </CommentForm>
    </div>
  );
}
