/** Says over the canvas that it shows the image as it was, and offers to go back there. */
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/useT';
import { lookBack } from '../store/viewReducers';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import classes from './PastBanner.module.css';

export function PastBanner() {
  const t = useT();
  const { session, commands, keyOf } = useEditor();
  const past = useEditorState((state) => state.view.past);
  const canWrite = useEditorState((state) => state.link.canWrite);
  const isGoingBack = useEditorState(({ sync }) =>
    sync.pending.some(({ operation }) => operation.op === 'restore'),
  );
  const wasGoingBack = useRef(false);
  useEffect(() => {
    if (wasGoingBack.current && !isGoingBack) session.store.update((state) => lookBack(state, null));
    wasGoingBack.current = isGoingBack;
  }, [isGoingBack, session]);
  if (past === null) return null;
  return (
    <section className={classes.banner} aria-label={t('history.lookingBack')} data-testid="past">
      <IconHistory size={18} aria-hidden />
      <div className={classes.words} role="status">
        <strong>{t('history.lookingBack')}</strong>
        <span className={classes.caption}>{past.caption}</span>
      </div>
      {canWrite && (
        <Button
          size="compact-sm"
          loading={isGoingBack}
          onClick={commands.restoreShown}
          title={withKey(t('history.goBackHint'), keyOf('restoreShown'), t)}
          data-testid="go-back"
        >
          {t('history.goBack')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="white"
        color="dark"
        onClick={() => session.store.update((state) => lookBack(state, null))}
        data-testid="back-to-now"
      >
        {t('history.backToNow')}
      </Button>
    </section>
  );
}
