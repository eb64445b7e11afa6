import { describe, expect, it } from 'vitest';
import { english } from '../../i18n/english';
import { attributeErrors, hasErrors, newAttribute, withOptions, withType } from './attributeSchema';

describe('attributes of a label', () => {
  it('need names of their own, and choices to choose from', () => {
    const schema = [
      { ...newAttribute(), name: 'pose' },
      { ...newAttribute(), name: ' Pose' },
      newAttribute(),
      { ...newAttribute(), name: 'kind', type: 'select' as const },
    ];
    const errors = attributeErrors(schema, english);
    expect(errors).toEqual([
      {},
      { name: 'Another attribute is called so.' },
      { name: 'Give the attribute a name.' },
      { options: 'A choice needs at least one option.' },
    ]);
    expect(hasErrors(errors)).toBe(true);
    expect(hasErrors(attributeErrors(schema.slice(0, 1), english))).toBe(false);
  });

  it('lose a default that does not fit any more', () => {
    const pose = { ...newAttribute(), type: 'select' as const, options: ['sits', 'lies'], default: 'sits' };
    expect(withOptions(pose, ['sits']).default).toBe('sits');
    expect(withOptions(pose, ['lies']).default).toBeNull();
    expect(withType(pose, 'number').default).toBeNull();
  });
});
