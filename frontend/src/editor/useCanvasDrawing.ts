/** Keeps the canvas layers showing the store: at most one drawing a frame, and only of what changed. */
import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useRef } from 'react';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import { PIXEL_ZOOM } from '../render/drawOutlines';
import { MaskLayer } from '../render/maskLayer';
import { Overlay } from '../render/overlay';
import { TileLayer } from '../render/tileLayer';
import { ToolLayer } from '../render/toolLayer';
import { useEditor } from './editorContext';
import { isSame, SceneCache } from './sceneCache';
import { toolAppearance } from './toolAppearance';

interface Layers {
  readonly planeRef: RefObject<HTMLDivElement | null>;
  readonly tilesRef: RefObject<HTMLDivElement | null>;
  readonly maskRef: RefObject<HTMLCanvasElement | null>;
  readonly overlayRef: RefObject<HTMLCanvasElement | null>;
  readonly toolRef: RefObject<HTMLCanvasElement | null>;
}

export function useCanvasDrawing({ planeRef, tilesRef, maskRef, overlayRef, toolRef }: Layers): void {
  const { session, viewport, image, labels, hand } = useEditor();
  const colours = useRef<ReadonlyMap<number, string>>(new Map());
  const redraw = useRef<() => void>(() => undefined);

  useEffect(() => {
    colours.current = new Map(labels.map(({ id, color }) => [id, color]));
    redraw.current();
  }, [labels]);

  useEffect(() => {
    const [plane, photoTiles] = [planeRef.current, tilesRef.current];
    const [masks, canvas, toolCanvas] = [maskRef.current, overlayRef.current, toolRef.current];
    if (plane === null || photoTiles === null || masks === null || canvas === null || toolCanvas === null)
      return;
    const layer = new MaskLayer(masks, image.width, image.height, tellBadMask);
    const overlay = new Overlay(canvas, layer.labels.scale);
    const tiles = new TileLayer(
      photoTiles,
      ({ z, x, y }) => `/api/v1/images/${image.id}/tiles/${z}/${x}/${y}/`,
    );
    const toolLayer = new ToolLayer(toolCanvas);
    hand.masks = layer;
    const scene = new SceneCache();
    let frame = 0;
    let overlaid: readonly unknown[] = [];

    const draw = (): void => {
      frame = 0;
      const [state, shown] = [session.store.get(), viewport.get()];
      if (scene.update(state, colours.current)) layer.show(scene.masks);
      else layer.paint();
      masks.style.opacity = String(state.view.areMasksHidden ? 0 : state.view.opacity);
      if (shown === null) return;
      place(plane, shown);
      tiles.show(shown);
      const stroked = hand.stroke?.object ?? null;
      const inputs = [shown, scene.masks, scene.marks, state.link.peers, stroked];
      if (!isSame(inputs, overlaid)) {
        overlaid = inputs;
        const { masks: drawn, marks } = scene;
        overlay.show({ viewport: shown, masks: drawn, marks, peers: state.link.peers, stroked });
      }
      toolLayer.show(shown, toolAppearance(state, hand.state.get(), colours.current, hand.outline));
    };
    const request = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    redraw.current = request;
    const stops = [session.store, viewport, hand.state].map((store) => store.subscribe(request));
    draw();
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(frame);
      overlay.stop();
      tiles.stop();
      hand.masks = null;
    };
  }, [
    session,
    viewport,
    hand,
    image.id,
    image.width,
    image.height,
    planeRef,
    tilesRef,
    maskRef,
    overlayRef,
    toolRef,
  ]);
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
