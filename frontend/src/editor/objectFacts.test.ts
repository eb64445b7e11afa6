import { expect, it } from 'vitest';
import { english } from '../i18n/english';
import { documentFromView } from '../store/document';
import { initialState } from '../store/editorState';
import { EMPTY_SYNC } from '../store/sync';
import { type VisibleObject, visibleDocument } from '../store/visibleDocument';
import { areaText, engineText, isEmpty, madeBy, objectFacts } from './objectFacts';

const NANO = { name: 'nano', digest: 'd29f5a47b233', engine: 'onnx/cpu' };
const SWIN = { name: 'swin_tiny', digest: '11aa22bb33cc', engine: 'torch/cuda' };

function object(model: VisibleObject['model'], rle: VisibleObject['rle']): VisibleObject {
  const view = { id: 'o', label: null, rle, bbox: null, area: 250, z: 1, quality: 0.934, source: 'click' };
  const document = documentFromView({
    image: 'i',
    revision: 1,
    state: 'new',
    can_undo: false,
    can_redo: false,
    model: NANO,
    objects: [
      {
        ...view,
        locked: false,
        attributes: {},
        clicks: [],
        strokes: [],
        boxes: [],
        shape: 'mask' as const,
        created_by: 7,
        ...(model && { model }),
      },
    ],
    background: [],
    background_strokes: [],
  });
  const found = visibleDocument({ ...EMPTY_SYNC, document }).objects.get('o');
  if (found === undefined) throw new Error('the object is not shown');
  return found;
}

const RLE = { size: [48, 64] as const, counts: '01' };

it('says which model made a mask, by name and the beginning of its digest', () => {
  expect(madeBy(object(NANO, RLE), english)).toBe('made by nano · d29f5a47');
  expect(madeBy(object(null, RLE), english)).toBe('not made by a model');
  expect(madeBy(object(null, null), english)).toBe('not computed yet');
});

it('names the model in the list only where it is not the one that answers now', () => {
  expect(objectFacts(object(NANO, RLE), false, 3072, NANO, english)).toBe('8.1 %');
  expect(objectFacts(object(SWIN, RLE), false, 3072, NANO, english)).toBe('8.1 % · by swin_tiny');
  const newer = { name: 'nano', digest: 'ffee00112233' };
  expect(objectFacts(object(NANO, RLE), false, 3072, newer, english)).toBe('8.1 % · by nano d29f5a47');
});

it('says of a mask without a pixel that it is empty, and of one that is waited for that it is not', () => {
  const gone = { ...object(NANO, RLE), area: 0 };
  const state = initialState();
  expect(isEmpty(gone, state)).toBe(true);
  expect(objectFacts(gone, true, 3072, NANO, english)).toBe('Empty: no pixels');
  expect(isEmpty({ ...gone, rle: null }, state)).toBe(false);
  expect(isEmpty({ ...gone, isPending: true }, state)).toBe(false);
  expect(isEmpty({ ...gone, shape: 'box', rle: null }, state)).toBe(false);
});

it('does not call an object empty that was clicked again until the click is answered', () => {
  const clicked = (isPending: boolean): VisibleObject => ({
    ...object(NANO, RLE),
    area: 0,
    visibleClicks: [{ id: 'click', x: 1, y: 1, t: 0, isPending }],
  });
  const state = initialState();
  const awaiting = (operation: string) => ({
    ...state,
    trims: { ...state.trims, awaited: new Map([[2, { operation, about: [] }]]) },
  });
  const pending = { ...state, link: { ...state.link, isAnswerPending: true } };
  expect(isEmpty(clicked(true), state)).toBe(false);
  expect(isEmpty(clicked(false), awaiting('click'))).toBe(false);
  expect(isEmpty(clicked(false), awaiting('of another'))).toBe(true);
  expect(isEmpty(clicked(false), pending)).toBe(false);
  expect(isEmpty({ ...clicked(false), visibleClicks: [] }, pending)).toBe(true);
  expect(isEmpty(clicked(false), state)).toBe(true);
  expect(objectFacts(clicked(false), false, 3072, NANO, english)).toBe('waiting for its mask');
});

it('says where the model ran', () => {
  expect(engineText('onnx/cpu', english)).toBe('ONNX Runtime on CPU');
  expect(engineText('torch', english)).toBe('PyTorch');
});

it('gives the area in pixels and as a share of the image', () => {
  expect(areaText(12345, 786432, english)).toBe('12,345 px · 1.6 %');
});
