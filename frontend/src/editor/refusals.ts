/** Why the tool in hand did not do what was tried, for people; null where saying nothing is kinder. */
import { READ_ONLY } from './editorCommands';
import type { Told } from './hand';

export const REFUSALS: { readonly [K in Told]: string | null } = {
  'read-only': READ_ONLY,
  locked: 'Locked objects keep their pixels. Unlock it (K), or press Enter to start another one.',
  'not-ready': 'The annotation is still loading.',
  'nothing-to-erase': 'There is no object here to erase from. Select one with Ctrl and a click.',
  'nothing-selected': 'Select the object first: Ctrl and a click, or click on it in the list.',
  'too-few-corners': 'An outline needs three corners or more. Escape gives it up.',
  'drag-box': 'Drag from one corner of the object to the opposite one.',
  'drag-outline': 'Drag around what you want to add.',
  'no-change': null,
};
