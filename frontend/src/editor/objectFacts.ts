/** What the list and the details say about an object. */
import { engineNames, shortDigest } from '../components/modelFacts';
import type { ModelName } from '../protocol/messages';
import type { VisibleObject } from '../store/visibleDocument';

type Sized = Pick<VisibleObject, 'area' | 'shape' | 'bbox'>;

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  click: 'Clicks',
  brush: 'Brush',
  scribble: 'Scribble',
  box: 'Box',
  polygon: 'Polygon',
  prelabel: 'Pre-labelling',
  propagated: 'The frame before',
  import: 'Import',
};

/**
 * The second line in the list. The model is named where it is not the one that answers clicks now, with its digest where
 * only that differs. `imageArea` in pixels.
 */
export function objectFacts(object: VisibleObject, imageArea: number, now: ModelName | null): string {
  if (object.shape === 'box' && object.bbox !== null) return `box ${object.bbox[2]} × ${object.bbox[3]} px`;
  const isWaiting = object.rle === null && object.visibleClicks.length + object.visibleStrokes.length > 0;
  const parts = [isWaiting ? 'waiting for its mask' : share(object.area / imageArea)];
  if (object.model && now !== null && object.model.digest !== now.digest) {
    const digest = object.model.name === now.name ? ` ${shortDigest(object.model.digest)}` : '';
    parts.push(`by ${object.model.name}${digest}`);
  }
  return parts.join(' · ');
}

/** "made by nano · d29f5a47" */
export function madeBy({ model, rle, shape }: Pick<VisibleObject, 'model' | 'rle' | 'shape'>): string {
  if (shape === 'box') return 'none, a bounding box';
  if (model) return `made by ${model.name} · ${shortDigest(model.digest)}`;
  return rle === null ? 'not computed yet' : 'not made by a model';
}

/** "onnx/cpu" -> "ONNX Runtime on CPU" */
export function engineText(engine: string): string {
  const [runtime = '', device] = engine.split('/');
  return `${engineNames([runtime])}${device ? ` on ${device.toUpperCase()}` : ''}`;
}

export function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? source;
}

/** "12,345 px · 3.2 %", of a bounding box "120 × 80 px" */
export function areaText({ area, shape, bbox }: Sized, imageArea: number): string {
  if (shape === 'box' && bbox !== null) return `${bbox[2]} × ${bbox[3]} px`;
  return `${area.toLocaleString('en-US')} px · ${share(area / imageArea)}`;
}

function share(fraction: number): string {
  if (fraction === 0) return 'empty';
  const percent = fraction * 100;
  return percent < 0.1 ? '< 0.1 %' : `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
