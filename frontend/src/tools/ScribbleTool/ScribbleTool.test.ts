import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../canvas/geometry';
import { drive, LOCKED, REFUSED, RIGHT, type Step } from '../toolFixture';
import { scribbleTool } from './ScribbleTool';
import { MOST_POINTS } from './Scribbling';

const at = imagePoint;

function line(more = {}): Step[] {
  return [
    ['down', 10, 10, more],
    ['move', 20, 12],
    ['move', 20.2, 12], // too near to the point before
    ['move', 30, 10],
    ['up', 30, 10],
  ];
}

const DRAWN = { kind: 'scribble', points: [at(10, 10), at(20, 12), at(30, 10)], isBackground: false };

describe('ScribbleTool', () => {
  it('draws a line over the object', () => {
    expect(drive(scribbleTool, line())).toMatchObject({ commands: [DRAWN], state: { name: 'idle' } });
  });

  it('draws over the background with the right button, with Alt, or when it was switched to that', () => {
    const background = { ...DRAWN, isBackground: true };
    expect(drive(scribbleTool, line(RIGHT)).commands).toEqual([background]);
    expect(drive(scribbleTool, line({ isAlt: true })).commands).toEqual([background]);
    expect(drive(scribbleTool, line(), { isSubtracting: true }).commands).toEqual([background]);
    expect(drive(scribbleTool, line(RIGHT), { isSubtracting: true }).commands).toEqual([DRAWN]);
  });

  it('makes a click of a line that is no longer than a dot', () => {
    const { commands } = drive(scribbleTool, [
      ['down', 10, 10, RIGHT],
      ['move', 10.6, 10],
      ['up', 10.6, 10],
    ]);
    expect(commands).toEqual([{ kind: 'click', point: at(10, 10), isBackground: true }]);
  });

  it('makes a line of one that comes back to where it began', () => {
    const { commands } = drive(scribbleTool, [
      ['down', 10, 10],
      ['move', 20, 10],
      ['move', 10, 10],
      ['up', 10, 10],
    ]);
    expect(commands).toEqual([{ ...DRAWN, points: [at(10, 10), at(20, 10), at(10, 10)] }]);
  });

  it('keeps the line inside the image, as the server wants it', () => {
    const { commands } = drive(scribbleTool, [
      ['down', 90, 70],
      ['move', 120, 75],
      ['move', 95, 200],
      ['up', 95, 200],
    ]);
    expect(commands).toEqual([{ ...DRAWN, points: [at(90, 70), at(99.99, 75), at(95, 79.99)] }]);
    expect(drive(scribbleTool, [['down', -1, 5]]).state).toEqual({ name: 'idle' });
  });

  it('sends no more points than the server takes, the ends among them', () => {
    const steps: Step[] = [['down', 0, 0]];
    for (let n = 1; n < 5000; n++) steps.push(['move', n % 2, n / 100]);
    const [command] = drive(scribbleTool, [...steps, ['up', 1, 49.99]]).commands;
    const points = command?.kind === 'scribble' ? command.points : [];
    expect(points).toHaveLength(MOST_POINTS);
    expect([points[0], points.at(-1)]).toEqual([at(0, 0), at(1, 49.99)]);
  });

  it('gives up at Escape', () => {
    const { commands } = drive(scribbleTool, [['down', 10, 10], ['move', 20, 10], 'Escape', ['up', 30, 10]]);
    expect(commands).toEqual([]);
  });

  it.each([...REFUSED, ['locked', LOCKED] as const])(
    'says why it cannot draw over the object: %s',
    (reason, context) => {
      expect(drive(scribbleTool, line(), context).commands).toEqual([{ kind: 'hint', reason }]);
    },
  );

  it('draws over the background also while the selected object is locked', () => {
    expect(drive(scribbleTool, line(RIGHT), LOCKED).commands).toHaveLength(1);
  });
});
