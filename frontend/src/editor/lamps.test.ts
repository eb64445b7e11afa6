import { describe, expect, it } from 'vitest';
import { english } from '../i18n/english';
import { documentFromView } from '../store/document';
import { type EditorState, initialState, type LinkState } from '../store/editorState';
import type { PendingOperation } from '../store/sync';
import { modelLamp, savingLamp } from './lamps';

const DOCUMENT = documentFromView({
  image: 'i',
  revision: 43,
  state: 'new',
  can_undo: false,
  can_redo: false,
  model: null,
  objects: [],
  background: [],
  background_strokes: [],
});
const unsaved: PendingOperation = { operation: { op: 'undo', id: 'a' }, revision: null };
const saved: PendingOperation = { operation: { op: 'undo', id: 'b' }, revision: 44 };

function state(link: Partial<LinkState>, pending: PendingOperation[] = []): EditorState {
  const start = initialState();
  return { ...start, sync: { ...start.sync, document: DOCUMENT, pending }, link: { ...start.link, ...link } };
}

describe('savingLamp', () => {
  it('warns when only this page has the changes, until the connection is back', () => {
    const lamp = savingLamp(state({ connection: 'offline', isKeeping: false }, [unsaved]), english);
    expect([lamp.colour, lamp.text]).toEqual(['red', '1 change only in this page']);
    expect(savingLamp(state({ connection: 'open', isKeeping: false }, [unsaved]), english).colour).toBe(
      'blue',
    );
  });

  it('says saved only when every operation has been acknowledged', () => {
    expect(savingLamp(state({ connection: 'open' }, [saved]), english).text).toBe('Saved · rev 43');
    expect(savingLamp(state({ connection: 'open' }, [unsaved, saved]), english).text).toBe('Saving 1…');
  });

  it('tells how much is kept while there is no connection', () => {
    expect(savingLamp(state({ connection: 'offline' }, [unsaved]), english).text).toBe(
      'Offline – 1 change kept',
    );
    expect(savingLamp(state({ connection: 'signed-out' }, [unsaved, unsaved]), english).text).toBe(
      'Logged out – 2 changes kept',
    );
    expect(savingLamp(state({ connection: 'offline' }), english).text).toBe('Offline');
  });
});

describe('modelLamp', () => {
  it.each([
    [{ connection: 'open', features: 'ready' }, 'Model ready'],
    [{ connection: 'open', features: 'ready', isAnswerPending: true }, 'Computing mask'],
    [{ connection: 'open', features: 'encoding' }, 'Model reads image'],
    [{ connection: 'open', features: 'unavailable' }, 'Model unavailable'],
    [{ connection: 'open', features: 'encoding', availability: 'loading' }, 'Loading model'],
    [
      { connection: 'open', features: 'unavailable', availability: 'unavailable' },
      'No worker serves this model',
    ],
    [{ connection: 'offline', features: 'ready', availability: 'unavailable' }, 'Model'],
    [{ connection: 'offline', features: 'ready' }, 'Model'],
  ] as const)('%j says %s', (link, text) => {
    expect(modelLamp(state(link), english).text).toBe(text);
  });

  it('says what to do when no worker serves the model, in the words of the server where it has some', () => {
    const link = {
      connection: 'open',
      features: 'unavailable',
      availability: 'unavailable',
      model: { name: 'swin', digest: 'd' },
    } as const;
    expect(modelLamp(state(link), english).detail).toMatch(
      /No running worker has swin.*Choose another model/,
    );
    const problem = { code: 'model-unavailable', detail: 'Start one with STIPPLE_MODELS=swin.' };
    expect(modelLamp(state({ ...link, problem }), english).detail).toBe(problem.detail);
  });

  it('says why a mask is late, as long as one is waited for', () => {
    const problem = { code: 'out-of-memory', detail: 'The worker ran out of memory; it tries again.' };
    const link = { connection: 'open', features: 'ready', problem } as const;
    expect(modelLamp(state({ ...link, isAnswerPending: true }), english)).toMatchObject({
      text: 'Mask is late',
      detail: problem.detail,
    });
    expect(modelLamp(state(link), english).text).toBe('Model ready');
  });
});
