import { describe, expect, it } from 'vitest';
import { wheelMeaning } from './wheel';

const event = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };

describe('wheelMeaning', () => {
  it('zooms in on a notch up of a mouse wheel', () => {
    const meaning = wheelMeaning({ ...event, deltaY: -100 });
    expect(meaning.kind === 'zoom' && meaning.factor > 1.1).toBe(true);
  });

  it('zooms out by what it zoomed in', () => {
    const [up, down] = [wheelMeaning({ ...event, deltaY: -120 }), wheelMeaning({ ...event, deltaY: 120 })];
    expect(up.kind === 'zoom' && down.kind === 'zoom' && up.factor * down.factor).toBeCloseTo(1);
  });

  it('pans with two fingers on a trackpad', () => {
    expect(wheelMeaning({ ...event, deltaX: 3, deltaY: -7 })).toEqual({ kind: 'pan', dx: -3, dy: 7 });
  });

  it('zooms on a pinch, which browsers report with the control key', () => {
    expect(wheelMeaning({ ...event, deltaY: -4, ctrlKey: true }).kind).toBe('zoom');
  });

  it('changes the size of a tool that has one with Shift, also where Shift turns the wheel sideways', () => {
    const turns = [{ deltaY: -100 }, { deltaY: 100 }, { deltaX: -100 }];
    const meanings = turns.map((turn) => wheelMeaning({ ...event, ...turn, shiftKey: true }, true));
    expect(meanings.map((meaning) => meaning.kind === 'size' && meaning.direction)).toEqual([1, -1, 1]);
    expect(wheelMeaning({ ...event, deltaY: 100, shiftKey: true }).kind).toBe('pan');
  });

  it('counts lines where the browser does', () => {
    expect(wheelMeaning({ ...event, deltaY: 3, deltaMode: 1 }).kind).toBe('zoom');
  });
});
