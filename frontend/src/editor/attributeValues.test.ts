import { describe, expect, it } from 'vitest';
import type { Attribute } from '../api/types';
import { attributeValue, changedAttributes, missingAttributes } from './attributeValues';

const POSE: Attribute = {
  name: 'pose',
  type: 'select',
  options: ['sits', 'lies'],
  default: null,
  required: true,
};
const AGE: Attribute = { name: 'age', type: 'number', options: [], default: 3, required: true };

describe('values of attributes', () => {
  it('fall back to the default', () => {
    expect(attributeValue(AGE, {})).toBe(3);
    expect(attributeValue(AGE, { age: 0 })).toBe(0);
    expect(attributeValue(POSE, {})).toBeNull();
  });

  it('are sent together, without what the label does not ask for', () => {
    const before = { pose: 'sits', wheels: 4 };
    expect(changedAttributes([POSE, AGE], before, AGE, 5)).toEqual({ pose: 'sits', age: 5 });
    expect(changedAttributes([POSE, AGE], before, POSE, null)).toEqual({});
  });

  it('are not sent where nothing changes', () => {
    expect(changedAttributes([POSE, AGE], {}, AGE, 3)).toBeNull();
  });

  it('name what is missing before submitting', () => {
    expect(missingAttributes([POSE, AGE], {})).toEqual(['pose']);
    expect(missingAttributes([POSE, AGE], { pose: 'lies' })).toEqual([]);
  });
});
