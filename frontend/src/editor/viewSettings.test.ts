import { expect, it } from 'vitest';
import { INITIAL_VIEW } from '../store/editorState';
import { hasSameSettings, loadSettings, saveSettings } from './viewSettings';

function storage(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

it('gives back what was saved', () => {
  const device = storage();
  const wanted = {
    ...INITIAL_VIEW,
    opacity: 0.3,
    isOutlineOnly: true,
    hasCrosshair: true,
    photo: { brightness: 2, contrast: 0.5 },
  };
  saveSettings(device, wanted);
  expect(INITIAL_VIEW).toMatchObject(loadSettings(storage()));
  expect(wanted).toMatchObject(loadSettings(device));
});

it.each(['', 'null', '[]', '{"opacity":2,"photo":{"brightness":"9"}}', '{"photo":null,"brushSize":0.5}'])(
  'counts %j as never set',
  (text) => {
    expect(INITIAL_VIEW).toMatchObject(loadSettings(storage(text)));
  },
);

it('tells a changed setting from a changed view', () => {
  expect(hasSameSettings(INITIAL_VIEW, { ...INITIAL_VIEW, opacity: 1 })).toBe(false);
  expect(hasSameSettings(INITIAL_VIEW, { ...INITIAL_VIEW, hover: 'a' } as typeof INITIAL_VIEW)).toBe(true);
});
