/** The canvas: the photo, the masks over it, outlines, dots and pointers on top. Drawing happens outside React. */

import { VisuallyHidden } from '@mantine/core';
import { useRef, useState } from 'react';
import { useT } from '../i18n/useT';
import { AdjustPanel } from './AdjustPanel';
import { CanvasHint } from './CanvasHint';
import classes from './CanvasView.module.css';
import { CommentPins } from './CommentPins';
import { useEditor, useEditorState } from './editorContext';
import { keyText } from './keyText';
import { LeaseNote } from './LeaseNote';
import { LookNote } from './LookNote';
import { Minimap } from './Minimap';
import { ObjectMenu } from './ObjectMenu';
import { PastBanner } from './PastBanner';
import { PhotoProblem } from './PhotoProblem';
import { ToolOptions } from './ToolOptions';
import { TrimNote } from './TrimNote';
import { UnsureNote, UnsureRing } from './UnsureStop';
import { useCanvasDrawing } from './useCanvasDrawing';
import { useCanvasPointer } from './useCanvasPointer';
import { useCursor } from './useCursor';
import { useMeasuredViewport } from './useMeasuredViewport';
import { ZoomControls } from './ZoomControls';

export const CANVAS_ID = 'canvas';
const HELP_ID = 'canvas-help';

export function CanvasView({ ref }: { ref: React.RefObject<HTMLDivElement | null> }) {
  const t = useT();
  const { image, keyOf } = useEditor();
  const planeRef = useRef<HTMLDivElement>(null);
  const tilesRef = useRef<HTMLDivElement>(null);
  const maskRef = useRef<HTMLCanvasElement>(null);
  const detailRef = useRef<HTMLCanvasElement>(null);
  const overlayRef = useRef<HTMLCanvasElement>(null);
  const toolRef = useRef<HTMLCanvasElement>(null);
  const pressRef = useRef<HTMLCanvasElement>(null);
  const [photo, setPhoto] = useState<'loading' | 'shown' | 'failed'>('loading');
  const tool = useEditorState((state) => state.view.tool);

  useMeasuredViewport(ref);
  useCanvasDrawing({ planeRef, tilesRef, maskRef, detailRef, overlayRef, toolRef, pressRef });
  useCanvasPointer(ref);
  const cursor = useCursor();

  return (
    <div
      ref={ref}
      className={classes.stage}
      id={CANVAS_ID}
      data-canvas
      data-region
      data-testid="canvas"
      data-tool={tool}
      data-cursor={cursor}
      role="application"
      aria-label={t('editor.canvas', { image: image.name })}
      aria-describedby={HELP_ID}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas takes pointer and keys
      tabIndex={0}
    >
      <div ref={planeRef} className={classes.plane} style={{ width: image.width, height: image.height }}>
        {photo === 'loading' && image.thumbnail !== null && (
          <img className={classes.preview} src={image.thumbnail} alt="" draggable={false} />
        )}
        <img
          className={classes.photo}
          src={image.display ?? image.file}
          alt={image.name}
          draggable={false}
          onLoad={() => setPhoto('shown')}
          onError={() => setPhoto('failed')}
          data-testid="photo"
        />
        <div ref={tilesRef} className={classes.tiles} />
        <canvas ref={maskRef} className={classes.masks} data-testid="masks" aria-hidden />
        <canvas ref={detailRef} className={classes.detail} data-testid="detail" aria-hidden />
      </div>
      <canvas ref={overlayRef} className={classes.overlay} aria-hidden />
      <canvas ref={toolRef} className={classes.overlay} aria-hidden />
      <canvas ref={pressRef} className={classes.press} aria-hidden />
      <UnsureRing />
      <CommentPins />
      {photo === 'failed' && <PhotoProblem />}
      <div className={classes.notes}>
        <PastBanner />
        <ToolOptions />
        <AdjustPanel />
        <CanvasHint />
        <UnsureNote />
        <LeaseNote />
        <TrimNote />
      </div>
      <VisuallyHidden id={HELP_ID}>
        {t('keyboard.help', {
          press: keyText(keyOf('pressAtCrosshair') ?? '–', t),
          leave: keyText(keyOf('nextRegion') ?? '–', t),
          sheet: keyText(keyOf('showShortcuts') ?? '–', t),
        })}
      </VisuallyHidden>
      <ObjectMenu />
      <LookNote />
      <Minimap />
      <ZoomControls />
    </div>
  );
}
