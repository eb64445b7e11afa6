/** What the list and the details say about an object. */
import { engineNames, shortDigest } from '../components/modelFacts';
import { type English, en } from '../i18n/en';
import { percent } from '../i18n/percent';
import type { T } from '../i18n/translate';
import type { ModelName } from '../protocol/messages';
import { type Asked, awaitsAnswer } from '../store/awaitsAnswer';
import type { VisibleObject } from '../store/visibleDocument';

/**
 * The second line in the list. The model is named where it is not the one that answers clicks now, with its digest where
 * only that differs. `isEmpty`: see below; `imageArea` in pixels.
 */
export function objectFacts(
  object: VisibleObject,
  isEmpty: boolean,
  imageArea: number,
  now: ModelName | null,
  t: T,
): string {
  if (object.shape === 'box' && object.bbox !== null) {
    const [, , width, height] = object.bbox;
    return t('editor.boundingBox', { width: String(width), height: String(height) });
  }
  if (isEmpty) return t('many.empty');
  const hasNothing = object.rle === null || object.area === 0;
  const isWaiting =
    hasNothing && object.visibleClicks.length + object.visibleStrokes.length + object.visibleBoxes.length > 0;
  const parts = [isWaiting ? t('editor.waitingForMask') : shareText(object.area / imageArea, t)];
  if (object.model && now !== null && object.model.digest !== now.digest) {
    const digest = object.model.name === now.name ? ` ${shortDigest(object.model.digest)}` : '';
    parts.push(t('editor.byModel', { model: `${object.model.name}${digest}` }));
  }
  return parts.join(' · ');
}

/** Its mask has lost its last pixel, to a click on the background or to other objects, and no answer may bring one. */
export function isEmpty(object: VisibleObject, asked: Asked): boolean {
  return hasNoPixels(object) && !awaitsAnswer(object, asked);
}

/** Its mask has no pixel now. */
export function hasNoPixels({ shape, rle, area, isPending }: VisibleObject): boolean {
  return shape === 'mask' && rle !== null && area === 0 && !isPending;
}

/** "made by nano · d29f5a47" */
export function madeBy({ model, rle, shape }: Pick<VisibleObject, 'model' | 'rle' | 'shape'>, t: T): string {
  if (shape === 'box') return t('editor.onlyBox');
  if (model) return t('editor.madeBy', { model: `${model.name} · ${shortDigest(model.digest)}` });
  return rle === null ? t('editor.notComputed') : t('editor.notByModel');
}

/** "onnx/cpu" -> "ONNX Runtime on CPU" */
export function engineText(engine: string, t: T): string {
  const [runtime = '', device] = engine.split('/');
  const name = engineNames([runtime]);
  return device ? t('editor.engineOn', { engine: name, device: device.toUpperCase() }) : name;
}

export function sourceName(source: string, t: T): string {
  return isSource(source) ? t(`sources.${source}`) : source;
}

/** "12,345 px · 3.2 %" */
export function areaText(area: number, imageArea: number, t: T): string {
  return t('editor.areaPixels', { pixels: area, share: shareText(area / imageArea, t) });
}

export function shareText(fraction: number, t: T): string {
  if (fraction === 0) return t('editor.empty');
  const value = fraction * 100;
  if (value < 0.1) return `< ${percent(0.1, t, 1)}`;
  return percent(value, t, value < 10 ? 1 : 0);
}

function isSource(source: string): source is keyof English['sources'] {
  return Object.hasOwn(en.sources, source);
}
