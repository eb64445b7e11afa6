/** The hand on the canvas of the open image. */
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import type { ImageWithNeighbours, Label } from '../api/types';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { EditorSession } from '../store/editorSession';
import type { EditorState } from '../store/editorState';
import type { Store } from '../store/store';
import { Hand, type Told } from './hand';
import { readOnlyReason } from './readOnlyReason';
import { REFUSALS } from './refusals';

export function useHandOf(
  session: EditorSession,
  viewport: Store<Viewport | null>,
  { width, height }: ImageWithNeighbours,
  labels: readonly Label[],
): Hand {
  const colours = useRef<ReadonlyMap<number, string>>(new Map());
  const [hand] = useState(
    () =>
      new Hand({
        session,
        viewport,
        imageSize: { width, height },
        labelColours: () => colours.current,
        tell: (reason) => tell(reason, session.store.get()),
        say,
      }),
  );
  useEffect(() => {
    colours.current = new Map(labels.map(({ id, color }) => [id, color]));
  }, [labels]);
  useEffect(() => hand.watchTool(), [hand]);
  useEffect(() => hand.looking.watch(), [hand]);
  return hand;
}

function tell(reason: Told, state: EditorState): void {
  const message = reason === 'read-only' ? readOnlyReason(state) : REFUSALS[reason];
  if (message !== null) say(currentT()(message));
}

function say(message: string): void {
  notifications.show({ id: message, message, color: 'gray', autoClose: 3_000 });
}
