/** Why the tool in hand did not do what was tried, for people; null where saying nothing is kinder. */
import type { PlainKey } from '../i18n/catalogue';
import type { Told } from './hand';

export const REFUSALS: { readonly [K in Exclude<Told, 'read-only'>]: PlainKey | null } = {
  locked: 'editor.lockedUnlockOrNew',
  leased: 'leases.refused',
  'not-ready': 'editor.notReady',
  'nothing-to-erase': 'tools.nothingToErase',
  'nothing-selected': 'tools.nothingSelected',
  'too-few-corners': 'tools.tooFewCorners',
  'drag-box': 'tools.dragBox',
  'drag-outline': 'tools.dragOutline',
  'no-change': null,
};
