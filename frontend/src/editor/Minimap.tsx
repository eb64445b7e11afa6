/** The whole image in small while the canvas shows a part of it; press or drag there to look somewhere else. */
import { type PointerEvent, useRef } from 'react';
import { useEditor, useViewport } from './editorContext';
import classes from './Minimap.module.css';
import { centredOn, frameInSight } from './minimap';

/** The longer side, in CSS pixels. */
const SIDE_PX = 160;
const share = (value: number): string => `${value * 100}%`;

export function Minimap() {
  const { image, viewport: store } = useEditor();
  const viewport = useViewport();
  const ref = useRef<HTMLDivElement>(null);
  const frame = viewport && frameInSight(viewport);
  if (frame === null || image.thumbnail === null) return null;

  const look = (event: PointerEvent): void => {
    const box = ref.current?.getBoundingClientRect();
    if (box === undefined || event.buttons !== 1) return;
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    store.update((value) => value && centredOn(value, x, y));
  };
  const scale = SIDE_PX / Math.max(image.width, image.height);
  return (
    // Only for the pointer: keys move the view with the crosshair.
    <div
      ref={ref}
      className={classes.map}
      style={{ width: image.width * scale, height: image.height * scale }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        look(event);
      }}
      onPointerMove={look}
      aria-hidden
      data-testid="minimap"
    >
      <img src={image.thumbnail} alt="" draggable={false} />
      <div
        className={classes.frame}
        style={{
          left: share(frame.left),
          top: share(frame.top),
          width: share(frame.width),
          height: share(frame.height),
        }}
      />
    </div>
  );
}
