/** The session of the open image for as long as the page shows it. */
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { problemSentence } from '../api/errors';
import type { Label, Me, Project } from '../api/types';
import { currentT } from '../i18n/language';
import { ImageJournal } from '../protocol/journal';
import { browserOperations } from '../protocol/operationStore';
import { imageSocketUrl } from '../protocol/socketUrl';
import { EditorSession } from '../store/editorSession';
import { fetchDocument } from './annotationApi';
import {
  hasSameSettings,
  loadActiveLabel,
  loadSettings,
  saveActiveLabel,
  saveSettings,
} from './viewSettings';

export function useEditorSession(
  image: string,
  project: Pick<Project, 'id' | 'overlap'>,
  me: Me,
  labels: readonly Label[],
): EditorSession {
  const [session] = useState(() => createSession(image, project, me, labels));
  useEffect(() => {
    session.start();
    const reconnect = (): void => session.reconnectNow();
    const warn = (event: BeforeUnloadEvent): void => {
      if (session.wouldLose) event.preventDefault();
    };
    window.addEventListener('online', reconnect);
    document.addEventListener('visibilitychange', reconnect);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('online', reconnect);
      document.removeEventListener('visibilitychange', reconnect);
      window.removeEventListener('beforeunload', warn);
      session.stop();
    };
  }, [session]);
  useEffect(() => rememberSettings(session, project.id), [session, project.id]);
  return session;
}

function createSession(
  image: string,
  project: Pick<Project, 'id' | 'overlap'>,
  me: Me,
  labels: readonly Label[],
): EditorSession {
  return new EditorSession({
    url: imageSocketUrl(image),
    journal: new ImageJournal(browserOperations, me.id, image),
    fetchDocument: (signal) => fetchDocument(image, signal),
    onProblem: (detail, code) => {
      const t = currentT();
      // One sentence a kind of problem: a burst of clicks on a locked object should not fill the screen.
      const title = code === 'model-unavailable' ? t('editor.maskWaits') : t('editor.notDone');
      notifications.show({
        id: `editor-${code}`,
        color: 'red',
        title,
        message: problemSentence({ code, detail }, t),
      });
    },
    view: {
      ...loadSettings(window.localStorage),
      activeLabel: loadActiveLabel(window.localStorage, project.id, labels),
    },
    mayOverlap: project.overlap,
  });
}

function rememberSettings(session: EditorSession, project: number): () => void {
  let { view } = session.store.get();
  return session.store.subscribe(() => {
    const now = session.store.get().view;
    if (now === view) return;
    if (!hasSameSettings(now, view)) saveSettings(window.localStorage, now);
    if (now.activeLabel !== view.activeLabel) saveActiveLabel(window.localStorage, project, now.activeLabel);
    view = now;
  });
}
