import { expect, it } from 'vitest';
import { isChosen, isReplaced } from './modelOfImage';

const nano = { name: 'nano', digest: 'aa' };

it('takes a model of the same name and digest for the one of the image', () => {
  expect([isChosen(nano, nano), isReplaced(nano, nano)]).toEqual([true, false]);
  expect(isChosen(nano, { name: 'nano', digest: '' })).toBe(true);
});

it('lets a person choose newer weights of the same name', () => {
  const begunWith = { name: 'nano', digest: 'bb' };
  expect([isChosen(nano, begunWith), isReplaced(nano, begunWith)]).toEqual([false, true]);
});

it('tells two models of other names apart even with the same weights', () => {
  expect([
    isChosen(nano, { name: 'copy', digest: 'aa' }),
    isReplaced(nano, { name: 'copy', digest: 'aa' }),
  ]).toEqual([false, false]);
});
