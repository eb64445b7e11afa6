import { expect, it } from 'vitest';
import { modelFixture } from '../../api/modelFixture';
import { english } from '../../i18n/english';
import { removalLoss } from './removalLoss';

it('says what is deleted, what stays, and that projects must let go first', () => {
  const sentences = removalLoss(modelFixture({ project_count: 3 }), english).join(' ');
  expect(sentences).toContain('193 MB');
  expect(sentences).toContain('Masks that it made stay');
  expect(sentences).toContain('3 projects use it');
});

it('speaks of no masks where there never were any', () => {
  expect(removalLoss(modelFixture({ state: 'failed', size_bytes: null }), english).join(' ')).not.toContain(
    'Masks',
  );
});
