import { expect, it } from 'vitest';
import { english } from '../i18n/english';
import { pinConsequence } from './pinConsequence';

it('says what stays and what the next click changes', () => {
  const sentence = pinConsequence('Swin-Tiny', true, english);
  expect(sentence).toContain('stay until somebody clicks again');
  expect(sentence).toContain('Swin-Tiny computes');
  expect(sentence).not.toContain('No running worker');
});

it('warns before clicks would have to wait for a worker', () => {
  expect(pinConsequence('Swin-Tiny', false, english)).toContain(
    'No running worker serves it now: clicks are saved',
  );
});
