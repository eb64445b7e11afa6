import { describe, expect, it } from 'vitest';
import { initialState } from './editorState';
import { holderOfSelected, othersLeases, selectedOfOthers } from './leases';
import { connectionChanged, leasesReceived } from './linkReducers';
import { select } from './viewReducers';

const ALICE = { id: 7, name: 'Alice', color: '#e64980' };
const BOB = { id: 8, name: 'Bob', color: '#228be6' };
const LEASES = [
  { object: 'cup', by: ALICE },
  { object: 'dog', by: BOB },
];

describe('objects that others work on', () => {
  it('are those of everybody but the person, in whichever page that person works', () => {
    expect([...othersLeases(LEASES, ALICE.id)]).toEqual([['dog', BOB]]);
    expect([...othersLeases(LEASES, null).keys()]).toEqual(['cup', 'dog']);
  });

  it('name who works on the selected one, and can be taken over', () => {
    const start = initialState();
    const alice = { ...start, link: { ...start.link, you: { ...ALICE, channel: 'c' } } };
    const told = leasesReceived(alice, LEASES);
    expect(holderOfSelected(select(told, 'dog'))).toEqual(BOB);
    expect(selectedOfOthers(select(told, 'dog'))).toEqual(['dog']);
    expect(holderOfSelected(select(told, 'cup'))).toBeNull();
  });

  it('are not known without a connection, and nothing is refused then', () => {
    const told = leasesReceived(initialState(), LEASES);
    expect(
      connectionChanged({ ...told, link: { ...told.link, connection: 'open' } }, 'offline').link.leases.size,
    ).toBe(0);
  });
});
