import { describe, expect, it } from 'vitest';
import { modelFixture } from '../../api/modelFixture';
import { english } from '../../i18n/english';
import { modelChoices, servingWarning } from './modelChoices';

const NANO = modelFixture({ id: 2, name: 'nano', title: 'nano' });

describe('modelChoices', () => {
  it('offers usable models only', () => {
    const models = [
      NANO,
      modelFixture({ state: 'converting' }),
      modelFixture({ name: 'off', is_enabled: false }),
    ];
    expect(modelChoices(models, 'nano', english)).toEqual([
      { value: 'nano', label: 'nano', disabled: false },
    ]);
  });

  it('keeps the model of the project in sight when it is disabled or gone', () => {
    const off = modelFixture({ name: 'off', title: 'Off', is_enabled: false });
    expect(modelChoices([NANO, off], 'off', english)[1]).toEqual({
      value: 'off',
      label: 'Off (not usable now)',
      disabled: true,
    });
    expect(modelChoices([NANO], 'gone', english)[0]).toMatchObject({ value: 'gone', disabled: true });
  });
});

describe('servingWarning', () => {
  it('says nothing where a worker serves the model', () => {
    expect(servingWarning('nano', NANO, english)).toBeNull();
  });

  it.each([
    [undefined, 'is not installed here'],
    [modelFixture({ served_by: [] }), 'No running worker serves'],
    [modelFixture({ is_enabled: false }), 'is disabled'],
    [modelFixture({ state: 'fetching' }), 'not installed completely'],
  ])('says what to do otherwise', (model, words) => {
    expect(servingWarning('x', model, english)).toContain(words);
  });
});
