import { describe, expect, it } from 'vitest';
import { commentsTold, endPinning, openThread, placePin, togglePins } from './commentReducers';
import { initialState } from './editorState';
import { setPanel } from './viewReducers';

const PLACE = { x: 12.5, y: 30, object: null };

describe('comments in the editor', () => {
  it('are begun in the panel, with the pins in sight', () => {
    const { view } = placePin(togglePins(initialState()), PLACE);
    expect(view).toMatchObject({ panel: 'comments', pinning: PLACE, arePinsHidden: false });
  });

  it('are read one thread at a time, and not while one is begun', () => {
    const open = openThread(initialState(), 'a');
    expect(open.view).toMatchObject({ panel: 'comments', openThread: 'a' });
    expect(placePin(open, PLACE).view.openThread).toBeNull();
    expect(openThread(open, null).view).toMatchObject({ panel: 'comments', openThread: null });
  });

  it('keep the pin that is being placed while a thread is read', () => {
    expect(openThread(placePin(initialState(), PLACE), 'a').view.pinning).toEqual(PLACE);
  });

  it('leave no pin behind when the panel shows something else, or the comment was sent', () => {
    const begun = placePin(initialState(), PLACE);
    expect(setPanel(begun, 'objects').view).toMatchObject({ pinning: null, openThread: null });
    expect(endPinning(begun).view).toMatchObject({ pinning: null, panel: 'comments' });
  });

  it('end looking back at an earlier revision', () => {
    const past = { revision: 3, sync: initialState().sync, caption: '' };
    const before = initialState({ panel: 'history', past });
    expect(openThread(before, 'a').view.past).toBeNull();
  });

  it('are asked for again at every news', () => {
    expect(commentsTold(commentsTold(initialState())).link.commentNews).toBe(2);
  });
});
