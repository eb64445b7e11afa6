/** Keeps the canvas layers showing the store: at most one drawing a frame, and only of what changed. */
import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useRef } from 'react';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import { PIXEL_ZOOM } from '../render/drawOutlines';
import { MaskStack } from '../render/maskStack';
import { Overlay } from '../render/overlay';
import { PressMark, pressedDot } from '../render/pressMark';
import { TileLayer } from '../render/tileLayer';
import { ToolLayer } from '../render/toolLayer';
import type { EditorState, ViewState } from '../store/editorState';
import { useEditor } from './editorContext';
import { isSame, SceneCache } from './sceneCache';
import { toolAppearance } from './toolAppearance';

/** So long after the zoom has changed the image is drawn sharp again. */
const REST_MS = 120;

interface Layers {
  readonly planeRef: RefObject<HTMLDivElement | null>;
  readonly tilesRef: RefObject<HTMLDivElement | null>;
  readonly maskRef: RefObject<HTMLCanvasElement | null>;
  readonly detailRef: RefObject<HTMLCanvasElement | null>;
  readonly overlayRef: RefObject<HTMLCanvasElement | null>;
  readonly toolRef: RefObject<HTMLCanvasElement | null>;
  readonly pressRef: RefObject<HTMLCanvasElement | null>;
}

export function useCanvasDrawing({
  planeRef,
  tilesRef,
  maskRef,
  detailRef,
  overlayRef,
  toolRef,
  pressRef,
}: Layers): void {
  const { session, viewport, image, labels, hand } = useEditor();
  const colours = useRef<ReadonlyMap<number, string>>(new Map());
  const redraw = useRef<() => void>(() => undefined);

  useEffect(() => {
    colours.current = new Map(labels.map(({ id, color }) => [id, color]));
    redraw.current();
  }, [labels]);

  useEffect(() => {
    const [plane, photoTiles] = [planeRef.current, tilesRef.current];
    const [whole, detail] = [maskRef.current, detailRef.current];
    const [canvas, toolCanvas, pressCanvas] = [overlayRef.current, toolRef.current, pressRef.current];
    if (plane === null || photoTiles === null || whole === null || detail === null) return;
    if (canvas === null || toolCanvas === null || pressCanvas === null) return;
    const size = { width: image.width, height: image.height };
    const masks = new MaskStack({ whole, detail }, size, tellBadMask, () => request());
    const overlay = new Overlay(canvas, masks.frame);
    const tiles = new TileLayer(
      photoTiles,
      ({ z, x, y }) => `/api/v1/images/${image.id}/tiles/${z}/${x}/${y}/`,
    );
    const toolLayer = new ToolLayer(toolCanvas);
    const pressMark = new PressMark(pressCanvas);
    hand.masks = masks;
    const scene = new SceneCache();
    let frame = 0;
    let overlaid: readonly unknown[] = [];
    let isOverlayDue = false;
    let placed: Viewport | null = null;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const move = (shown: Viewport): void => {
      if (shown === placed) return;
      if (placed !== null && shown.scale !== placed.scale) {
        plane.setAttribute('data-zooming', '');
        clearTimeout(rest);
        rest = setTimeout(() => plane.removeAttribute('data-zooming'), REST_MS);
      }
      placed = shown;
      place(plane, shown);
    };

    const lay = (state: EditorState, shown: Viewport): void => {
      const content = {
        viewport: shown,
        masks: scene.masks,
        marks: scene.marks,
        peers: state.link.peers,
        flashing: state.trims.latest,
        stroked: hand.stroke?.object ?? null,
        frame: masks.frame,
      };
      if (isSame(Object.values(content), overlaid)) return;
      overlay.show(content);
      overlaid = Object.values(content);
    };

    const draw = (): void => {
      frame = 0;
      const [state, shown] = [session.store.get(), viewport.get()];
      const hasPainted = scene.update(state, colours.current) ? masks.show(scene.masks) : masks.paint();
      masks.setOpacity(maskOpacity(state.view, hand.stroke !== null));
      plane.style.setProperty('--photo-filter', photoFilter(state.view.photo));
      if (shown === null) return;
      move(shown);
      masks.place(shown);
      tiles.show(shown);
      // A mask shows a frame before its outline: finding that takes as long as all the rest.
      isOverlayDue = hasPainted && !isOverlayDue && shown === overlaid[0];
      if (isOverlayDue) request();
      else lay(state, shown);
      const appearance = toolAppearance(state, hand.state.get(), colours.current, hand.outline);
      pressMark.show(shown, pressedDot(appearance));
      toolLayer.show(shown, appearance, hand.looking.crop.get());
    };
    const request = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    redraw.current = request;
    const stops = [session.store, viewport, hand.state, hand.looking.crop].map((store) =>
      store.subscribe(request),
    );
    draw();
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      overlay.stop();
      tiles.stop();
      masks.stop();
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
    detailRef,
    overlayRef,
    toolRef,
    pressRef,
  ]);
}

/** A stroke shows while it is drawn, also where only outlines do. */
function maskOpacity({ areMasksHidden, isOutlineOnly, opacity }: ViewState, isStroke: boolean): number {
  return areMasksHidden || (isOutlineOnly && !isStroke) ? 0 : opacity;
}

/** No filter at all where nothing is changed: it costs time on every frame of a pan. */
function photoFilter({ brightness, contrast }: ViewState['photo']): string {
  return brightness === 1 && contrast === 1 ? 'none' : `brightness(${brightness}) contrast(${contrast})`;
}

function place(plane: HTMLElement, { offsetX, offsetY, scale }: Viewport): void {
  // In three dimensions, so that it is a layer of its own: moved, it is not painted again.
  plane.style.transform = `translate3d(${offsetX}px, ${offsetY}px, 0) scale(${scale})`;
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
