/** Numbered pins over the canvas, one for each open thread; the pointer goes through everywhere but on the pins. */
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type PointerEvent, useRef } from 'react';
import { useT } from '../i18n/useT';
import { openThread, placePin } from '../store/commentReducers';
import type { Pinning } from '../store/editorState';
import classes from './CommentPins.module.css';
import { useEditor, useEditorState, useViewport } from './editorContext';
import { draggedPin, pinPlaces } from './pinPlaces';
import { useThreads } from './useThreads';

export function CommentPins() {
  const t = useT();
  const { session } = useEditor();
  const viewport = useViewport();
  const { threads } = useThreads();
  const { openThread: shown, arePinsHidden, past, pinning } = useEditorState((state) => state.view);
  if (viewport === null || past !== null) return null;
  const pins = arePinsHidden ? [] : threads.filter(({ id, resolved }) => resolved === null || id === shown);
  return (
    <div className={classes.pins} data-testid="comment-pins">
      {pinPlaces(pins, viewport).map(({ pin, left, top }) => (
        <button
          key={pin.id}
          type="button"
          // The panel lists the same threads for the keyboard.
          tabIndex={-1}
          className={classes.pin}
          style={{ left, top }}
          data-shown={pin.id === shown || undefined}
          data-resolved={pin.resolved !== null || undefined}
          aria-label={t('comments.pin', {
            number: String(pin.number),
            name: pin.author?.name ?? t('history.byGone'),
          })}
          title={pin.text}
          onClick={() => session.store.update((state) => openThread(state, pin.id))}
          data-testid="comment-pin"
        >
          {pin.resolved === null ? pin.number : <IconCheck size={15} aria-hidden />}
        </button>
      ))}
      {pinning !== null && <NewPin pinning={pinning} />}
    </div>
  );
}

/** Where the comment that is being written will be; dragged to where it belongs. */
function NewPin({ pinning }: { pinning: Pinning }) {
  const { session, image, hand } = useEditor();
  const viewport = useViewport();
  const from = useRef<{ readonly x: number; readonly y: number; readonly pin: Pinning } | null>(null);
  if (viewport === null) return null;
  const [place] = pinPlaces([pinning], viewport);
  if (place === undefined) return null;
  const drag = (event: PointerEvent): void => {
    const begun = from.current;
    if (begun === null) return;
    const [dx, dy] = [event.clientX - begun.x, event.clientY - begun.y];
    const point = draggedPin(begun.pin, dx, dy, viewport.scale, image);
    const object = hand.objectAt(point);
    session.store.update((state) => placePin(state, { x: point[0], y: point[1], object }));
  };
  return (
    // Only for the pointer: keys begin a comment where the crosshair is.
    <div
      className={classes.pin}
      style={{ left: place.left, top: place.top }}
      data-new
      onPointerDown={(event) => {
        // The words that are being typed keep the focus.
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, pin: pinning };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      aria-hidden
      data-testid="new-pin"
    >
      <IconPlus size={16} />
    </div>
  );
}
