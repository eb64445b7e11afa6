/** Keeps the canvas layers showing the store: at most one drawing a frame, and only of what changed. */
import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useRef } from 'react';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import type { LabelImage } from '../masks/labelImage';
import { PIXEL_ZOOM } from '../render/drawOutlines';
import { MaskLayer } from '../render/maskLayer';
import { Overlay } from '../render/overlay';
import { TileLayer } from '../render/tileLayer';
import { useEditor } from './editorContext';
import { SceneCache } from './sceneCache';

interface Layers {
  readonly planeRef: RefObject<HTMLDivElement | null>;
  readonly tilesRef: RefObject<HTMLDivElement | null>;
  readonly maskRef: RefObject<HTMLCanvasElement | null>;
  readonly overlayRef: RefObject<HTMLCanvasElement | null>;
}

/** Returns the label image, for finding the object under the pointer; null before the first drawing. */
export function useCanvasDrawing({
  planeRef,
  tilesRef,
  maskRef,
  overlayRef,
}: Layers): RefObject<LabelImage | null> {
  const { session, viewport, image, labels } = useEditor();
  const labelImage = useRef<LabelImage | null>(null);
  const colours = useRef<ReadonlyMap<number, string>>(new Map());
  const redraw = useRef<() => void>(() => undefined);

  useEffect(() => {
    colours.current = new Map(labels.map(({ id, color }) => [id, color]));
    redraw.current();
  }, [labels]);

  useEffect(() => {
    const [plane, photoTiles] = [planeRef.current, tilesRef.current];
    const [masks, canvas] = [maskRef.current, overlayRef.current];
    if (plane === null || photoTiles === null || masks === null || canvas === null) return;
    const layer = new MaskLayer(masks, image.width, image.height, tellBadMask);
    const overlay = new Overlay(canvas, layer.labels.scale);
    const tiles = new TileLayer(
      photoTiles,
      ({ z, x, y }) => `/api/v1/images/${image.id}/tiles/${z}/${x}/${y}/`,
    );
    labelImage.current = layer.labels;
    const scene = new SceneCache();
    let frame = 0;

    const draw = (): void => {
      frame = 0;
      const [state, shown] = [session.store.get(), viewport.get()];
      if (scene.update(state, colours.current)) layer.show(scene.masks);
      masks.style.opacity = String(state.view.areMasksHidden ? 0 : state.view.opacity);
      if (shown === null) return;
      place(plane, shown);
      tiles.show(shown);
      overlay.show({ viewport: shown, masks: scene.masks, marks: scene.marks, peers: state.link.peers });
    };
    const request = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    redraw.current = request;
    const stops = [session.store.subscribe(request), viewport.subscribe(request)];
    draw();
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(frame);
      overlay.stop();
      tiles.stop();
    };
  }, [session, viewport, image.id, image.width, image.height, planeRef, tilesRef, maskRef, overlayRef]);
  return labelImage;
}

function place(plane: HTMLElement, { offsetX, offsetY, scale }: Viewport): void {
  plane.style.transform = `translate(${offsetX}px, ${offsetY}px) scale(${scale})`;
  plane.toggleAttribute('data-pixelated', scale > PIXEL_ZOOM);
}

function tellBadMask(id: string, error: unknown): void {
  const t = currentT();
  const reason = error instanceof Error ? error.message : String(error);
  notifications.show({
    id: `mask-${id}`,
    color: 'red',
    title: t('editor.damagedMask'),
    message: t('editor.damagedMaskDetail', { reason }),
  });
}
