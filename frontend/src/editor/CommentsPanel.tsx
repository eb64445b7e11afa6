/** All comments of the image: the one that is being written, open threads, and resolved ones folded away. */
import { Button, Loader, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconMessagePlus } from '@tabler/icons-react';
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
import { LostReplies } from './LostReplies';
import { HeadingAction, PanelHeading } from './PanelHeading';
import panel from './SidePanel.module.css';
import { useNow } from './useNow';
import { useThreads } from './useThreads';

export function CommentsPanel() {
  const t = useT();
  const { session } = useEditor();
  const { threads, error, isLoading, isLoaded, retry } = useThreads();
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
      {isLoading && <Loader size="sm" mx="auto" mt="md" role="status" aria-label={t('comments.loading')} />}
      {threads.length === 0 && !isLoading && error === null && !isPinning && (
        <p className={panel.empty}>{t('comments.none')}</p>
      )}
      {isLoaded && <LostReplies threads={threads} />}
      <Threads threads={open} nowMs={nowMs} />
      {resolved.length > 0 && <Resolved threads={resolved} nowMs={nowMs} shown={shown} />}
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

interface ThreadsProps {
  threads: readonly CommentThread[];
  nowMs: number;
}

function Threads({ threads, nowMs }: ThreadsProps) {
  return (
    <ul className={classes.threads}>
      {threads.map((thread) => (
        <CommentThreadItem key={thread.id} thread={thread} nowMs={nowMs} />
      ))}
    </ul>
  );
}

/** Folded away until somebody unfolds them, or one of them is shown: by its pin, say. */
function Resolved({ threads, nowMs, shown }: ThreadsProps & { shown: string | null }) {
  const t = useT();
  const [isUnfolded, setUnfolded] = useState(false);
  const [before, setBefore] = useState<string | null>(null);
  if (shown !== before) {
    setBefore(shown);
    if (threads.some(({ id }) => id === shown)) setUnfolded(true);
  }
  return (
    <details
      className={classes.resolved}
      open={isUnfolded}
      onToggle={({ currentTarget: { open } }) => setUnfolded(open)}
    >
      <summary>{t('comments.resolved', { count: threads.length })}</summary>
      <Threads threads={threads} nowMs={nowMs} />
    </details>
  );
}

function Heading({ count }: { count: number }) {
  const t = useT();
  const areHidden = useEditorState((state) => state.view.arePinsHidden);
  const open = count > 0 ? ` · ${t('comments.open', { count })}` : '';
  return (
    <PanelHeading title={t('comments.title') + open} closeLabel={t('comments.close')} toggle="toggleComments">
      <HeadingAction
        label={t(areHidden ? 'comments.showPins' : 'comments.hidePins')}
        command="togglePins"
        icon={areHidden ? <IconEyeOff size={16} /> : <IconEye size={16} />}
      />
    </PanelHeading>
  );
}

function BeginButton() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  return (
    <Tooltip label={withKey(t('comments.begin'), keyOf('beginComment'), t)}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconMessagePlus size={15} />}
        onClick={commands.beginComment}
        data-testid="begin-comment"
      >
        {t('comments.begin')}
      </Button>
    </Tooltip>
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
        isOpened
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
