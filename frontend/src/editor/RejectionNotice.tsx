/** The reviewer's words, beside the photo while the image is being mended. */

import { Alert, Button } from '@mantine/core';
import { IconMessageCircle, IconMessageReport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../i18n/useT';
import { setPanel } from '../store/viewReducers';
import { useEditor, useEditorState } from './editorContext';
import { fetchRejection, mayBeRejected } from './rejection';
import classes from './SidePanel.module.css';
import { useThreads } from './useThreads';

export function RejectionNotice() {
  const t = useT();
  const { image, session } = useEditor();
  const workflow = useEditorState((state) => state.sync.document?.workflow ?? null);
  const [closed, setClosed] = useState(-1);
  const isAsked = mayBeRejected(workflow);
  const { data } = useQuery({
    queryKey: ['rejection', image.id, workflow],
    queryFn: () => fetchRejection(image.id, session.store.get().sync.document?.revision ?? 0),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  if (!isAsked || data === undefined || data === null || data.revision <= closed) return null;
  return (
    <Alert
      className={classes.notice}
      color="red"
      radius={0}
      title={t('editor.sentBack')}
      icon={<IconMessageReport size={18} />}
      withCloseButton
      closeButtonLabel={t('editor.closeSentBack')}
      onClose={() => setClosed(data.revision)}
      data-testid="rejection"
    >
      {data.reason || t('editor.noReason')}
      <OpenComments />
    </Alert>
  );
}

/** What reviewers have pinned to places of the image says more than the reason. */
function OpenComments() {
  const t = useT();
  const { session } = useEditor();
  const { threads } = useThreads();
  const count = threads.filter(({ resolved }) => resolved === null).length;
  if (count === 0) return null;
  return (
    <div>
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        mt={6}
        leftSection={<IconMessageCircle size={14} />}
        onClick={() => session.store.update((state) => setPanel(state, 'comments'))}
      >
        {t('reviews.openComments', { count })}
      </Button>
    </div>
  );
}
