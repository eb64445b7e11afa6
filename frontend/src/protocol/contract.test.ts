/** The golden messages of tests/contract, which the server's tests parse too. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseClientMessage } from './parseClientMessage';
import { parseDocument, parseServerMessage } from './parseServerMessage';

const CONTRACT = fileURLToPath(new URL('../../../tests/contract/', import.meta.url));

const BAD_STROKE = {
  background_strokes: [{ id: '7e57ab1e-0000-4000-8000-000000000005', points: [1, 2], t: 0 }],
};

function golden(folder: string): [string, Record<string, unknown>][] {
  return readdirSync(`${CONTRACT}${folder}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(`${CONTRACT}${folder}/${name}`, 'utf8'))]);
}

/** Every field that the parsed message has must be the golden one; what the editor does not read may be left out. */
describe('golden messages', () => {
  it.each(golden('server'))('reads server/%s', (_name, message) => {
    expect(message).toMatchObject(parseServerMessage(message));
  });

  it.each(golden('client'))('reads client/%s without losing a field', (_name, message) => {
    expect(parseClientMessage(message)).toEqual(message);
  });

  it.each(golden('rest'))('reads rest/%s', (_name, message) => {
    expect(parseDocument(message)).toEqual(message);
  });

  it('knows every kind of server message', () => {
    const seen = new Set(golden('server').map(([, message]) => message.op));
    expect([...seen].sort()).toEqual([
      'ack',
      'changed',
      'comments',
      'cursor',
      'error',
      'hello',
      'leases',
      'masks',
      'presence',
      'status',
    ]);
  });
});

describe('parseServerMessage', () => {
  it.each([
    [null, 'message'],
    [[], 'message'],
    [{ op: 'constructor' }, 'constructor'],
    [{ op: 'ack', id: 'no uuid', revision: 1 }, 'ack.id'],
    [{ op: 'ack', id: '7e57ab1e-0000-4000-8000-000000000001', revision: -1 }, 'ack.revision'],
    [{ op: 'cursor', channel: 'c', x: '1', y: 2 }, 'cursor.x'],
    [{ op: 'status', revision: 1, features: 'asleep' }, 'status.features'],
    [
      { ...JSON.parse(readFileSync(`${CONTRACT}server/changed_background.json`, 'utf8')), ...BAD_STROKE },
      'changed.background_strokes[0].points[0]',
    ],
    [{ op: 'masks', since: 1, revision: 2, objects: [{ id: 'x' }], removed: [] }, 'masks.objects[0].id'],
  ])('refuses %j and names the field', (message, field) => {
    expect(() => parseServerMessage(message)).toThrow(field);
  });
});
