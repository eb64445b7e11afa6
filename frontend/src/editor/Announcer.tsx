/** Says to those who do not see the canvas what has happened on it. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/useT';
import { afterCanvas } from '../store/canvasFirst';
import { announcement, placeAnnouncement } from './announcement';
import { useEditor } from './editorContext';

export function Announcer() {
  const t = useT();
  const { session, hand, labels, image } = useEditor();
  const [happened, setHappened] = useState('');
  const [place, setPlace] = useState('');

  useEffect(() => {
    let before = session.store.get();
    return afterCanvas(session.store)(() => {
      const now = session.store.get();
      const text = announcement(before, now, labels, image.width * image.height, t);
      before = now;
      if (text !== null) setHappened(text);
    });
  }, [session, labels, image.width, image.height, t]);

  useEffect(() => {
    let last = hand.state.get().pointer;
    return afterCanvas(hand.state)(() => {
      const { isByKeys, pointer } = hand.state.get();
      if (!isByKeys || pointer === null || pointer === last) return;
      last = pointer;
      setPlace(placeAnnouncement(pointer, session.store.get(), labels, t));
    });
  }, [session, hand, labels, t]);

  return (
    <VisuallyHidden>
      <div role="status" data-testid="happened">
        {happened}
      </div>
      <div aria-live="polite" data-testid="crosshair-place">
        {place}
      </div>
    </VisuallyHidden>
  );
}
