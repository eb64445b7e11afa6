import type { LabelFields } from '../../api/labels';
import type { PlainKey } from '../../i18n/catalogue';
import type { English } from '../../i18n/en';
import type { T } from '../../i18n/translate';
import { labelColor } from '../settings/labelColors';

type LabelName = keyof English['presets'];

interface Preset {
  value: string;
  name: PlainKey;
  things: LabelName[];
  stuff: LabelName[];
}

/** Label sets to start from; each can be changed in the settings later. */
export const LABEL_PRESETS: readonly Preset[] = [
  { value: 'one', name: 'projects.presetOne', things: ['object'], stuff: [] },
  {
    value: 'everyday',
    name: 'projects.presetEveryday',
    things: ['person', 'animal', 'vehicle', 'furniture', 'food', 'plant', 'device', 'other'],
    stuff: [],
  },
  {
    value: 'street',
    name: 'projects.presetStreet',
    things: ['person', 'bicycle', 'car', 'truck', 'trafficSign'],
    stuff: ['road', 'pavement', 'building', 'vegetation', 'sky'],
  },
  {
    value: 'nature',
    name: 'projects.presetNature',
    things: ['animal', 'tree', 'building'],
    stuff: ['water', 'grass', 'soil', 'rock', 'sky'],
  },
  { value: 'none', name: 'projects.presetNone', things: [], stuff: [] },
];

/** The labels of a preset in the reader's language, with colours that differ, and digits as hot keys for the first nine. */
export function presetLabels(preset: Preset, t: T): LabelFields[] {
  const names = [...preset.things, ...preset.stuff];
  return names.map((name, index) => ({
    name: t(`presets.${name}`),
    color: labelColor(index),
    kind: index < preset.things.length ? 'thing' : 'stuff',
    hotkey: index < 9 ? String(index + 1) : '',
    position: index,
  }));
}
