import { describe, expect, it } from 'vitest';
import type { Label } from '../api/types';
import { summaryFixture } from './importFixture';
import { LEFT_OUT, labelChoices, NEW, NO_LABEL, withLabel } from './labelChoices';

const CUP: Label = {
  id: 4,
  project: 7,
  name: 'Cup',
  color: '#e64980',
  kind: 'thing',
  hotkey: '',
  position: 0,
  attributes_schema: [],
  object_count: 0,
};

function choices(names: string[], chosen = {}) {
  const mapped = Object.fromEntries(names.map((name) => [name, null]));
  return labelChoices(summaryFixture({ labels: { mapped, created: [] } }), [CUP], chosen);
}

describe('what a name becomes unasked', () => {
  it.each([
    ['cup', '4'],
    [' CUP ', '4'],
    ['sky', NEW],
    ['unlabelled', NO_LABEL],
    ['x'.repeat(101), LEFT_OUT],
    [' ', LEFT_OUT],
  ])('%j: %s', (name, value) => {
    expect(choices([name])[0]?.value).toBe(value);
  });
});

it('lists names in alphabetical order, whatever order the answer has', () => {
  expect(choices(['sky', 'a', 'cup']).map(({ name }) => name)).toEqual(['a', 'cup', 'sky']);
});

it('shows what somebody chose, and offers the way back', () => {
  const [cup, sky] = choices(['cup', 'sky'], { cup: null, sky: 4 });
  expect([cup?.value, sky?.value]).toEqual([LEFT_OUT, '4']);
  expect(cup?.others).toEqual([LEFT_OUT]);
  expect(sky?.others).toEqual([NEW, LEFT_OUT]);
});

it('sends labels by id, null for those left out, and nothing for what happens anyway', () => {
  const chosen = withLabel(withLabel({}, 'sky', '4'), 'cup', LEFT_OUT);
  expect(chosen).toEqual({ sky: 4, cup: null });
  expect(withLabel(chosen, 'sky', NEW)).toEqual({ cup: null });
});
