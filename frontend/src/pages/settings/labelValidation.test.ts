import { describe, expect, it } from 'vitest';
import type { LabelFields } from '../../api/labels';
import type { Label } from '../../api/types';
import { english } from '../../i18n/english';
import { LABEL_COLORS, unusedColor } from './labelColors';
import { freeHotkey, labelErrors, moved } from './labelValidation';

const label = (changes: Partial<Label> = {}): Label => ({
  id: 1,
  project: 1,
  name: 'Cat',
  color: '#e6194b',
  kind: 'thing',
  hotkey: '1',
  position: 0,
  attributes_schema: [],
  object_count: 0,
  ...changes,
});
const fields = (changes: Partial<LabelFields> = {}): LabelFields => ({
  name: 'Dog',
  color: '#3cb44b',
  kind: 'thing',
  hotkey: '2',
  position: 1,
  ...changes,
});

describe('labelErrors', () => {
  it('has nothing to say about a good label', () => {
    expect(labelErrors(fields(), [label()], english)).toEqual({});
    expect(labelErrors(fields({ hotkey: '' }), [label({ hotkey: '' })], english)).toEqual({});
  });

  it('refuses a name twice, whatever the case, and no name', () => {
    expect(labelErrors(fields({ name: ' cAT ' }), [label()], english).name).toMatch(/“Cat” already/);
    expect(labelErrors(fields({ name: '   ' }), [], english).name).toMatch(/needs a name/);
    expect(labelErrors(fields({ name: 'x'.repeat(101) }), [], english).name).toMatch(/this one has 101/);
  });

  it('refuses a key twice and anything but one digit from 1 to 9', () => {
    expect(labelErrors(fields({ hotkey: '1' }), [label()], english).hotkey).toMatch(/“Cat” has this key/);
    for (const hotkey of ['a', '0', '?', '12'])
      expect(labelErrors(fields({ hotkey }), [], english).hotkey).toMatch(/1 to 9/);
  });

  it('refuses what is no colour', () => {
    expect(labelErrors(fields({ color: 'red' }), [], english).color).toBeDefined();
    expect(labelErrors(fields({ color: '#12345' }), [], english).color).toBeDefined();
  });
});

describe('moved', () => {
  const labels = ['a', 'b', 'c'].map((name, position) => label({ id: position + 1, name, position }));

  it('swaps neighbours and names only the labels that need a new position', () => {
    const { order, changed } = moved(labels, 2, -1);
    expect(order.map((item) => item.name)).toEqual(['a', 'c', 'b']);
    expect(changed.map((item) => [item.name, item.position])).toEqual([
      ['c', 1],
      ['b', 2],
    ]);
  });

  it('leaves the ends where they are', () => {
    expect(moved(labels, 0, -1).changed).toEqual([]);
    expect(moved(labels, 2, 1).changed).toEqual([]);
  });
});

describe('what a new label starts with', () => {
  it('is the first free digit', () => {
    expect(freeHotkey([{ hotkey: '1' }, { hotkey: '3' }])).toBe('2');
    expect(freeHotkey(Array.from('123456789', (hotkey) => ({ hotkey })))).toBe('');
  });

  it('is a colour that no label has', () => {
    expect(unusedColor([LABEL_COLORS[0].toUpperCase()])).toBe(LABEL_COLORS[1]);
    expect(LABEL_COLORS).toContain(unusedColor([...LABEL_COLORS, ...LABEL_COLORS]));
  });
});
