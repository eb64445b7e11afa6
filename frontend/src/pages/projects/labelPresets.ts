import type { LabelFields } from '../../api/labels';
import { labelColor } from '../settings/labelColors';

interface Preset {
  value: string;
  name: string;
  things: string[];
  stuff: string[];
}

/** Label sets to start from; each can be changed in the settings later. */
export const LABEL_PRESETS: readonly Preset[] = [
  { value: 'one', name: 'One label: object', things: ['object'], stuff: [] },
  {
    value: 'everyday',
    name: 'Everyday things',
    things: ['person', 'animal', 'vehicle', 'furniture', 'food', 'plant', 'device', 'other'],
    stuff: [],
  },
  {
    value: 'street',
    name: 'Street scene',
    things: ['person', 'bicycle', 'car', 'truck', 'traffic sign'],
    stuff: ['road', 'pavement', 'building', 'vegetation', 'sky'],
  },
  {
    value: 'nature',
    name: 'Land and nature',
    things: ['animal', 'tree', 'building'],
    stuff: ['water', 'grass', 'soil', 'rock', 'sky'],
  },
  { value: 'none', name: 'No labels yet', things: [], stuff: [] },
];

/** The labels of a preset with colours that differ, and digits as hot keys for the first nine. */
export function presetLabels(preset: Preset): LabelFields[] {
  const names = [...preset.things, ...preset.stuff];
  return names.map((name, index) => ({
    name,
    color: labelColor(index),
    kind: index < preset.things.length ? 'thing' : 'stuff',
    hotkey: index < 9 ? String(index + 1) : '',
    position: index,
  }));
}
