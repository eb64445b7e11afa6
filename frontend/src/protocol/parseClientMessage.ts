/** Unknown JSON -> a client message. Used on what the journal kept from an earlier visit, and by the contract test. */
import type { CropXyxy } from '../canvas/crop';
import {
  flag,
  type Json,
  listOf,
  nullable,
  number,
  numbers,
  oneOf,
  oneOrMore,
  ProtocolError,
  present,
  record,
  rle,
  text,
  uuid,
} from './fields';
import {
  type ClientMessage,
  type ClientOperation,
  RESHAPE_REASONS,
  type SetOperation,
  type Shape,
} from './messages';

const label = { label: nullable(number) };
const crop = (value: unknown, path: string): CropXyxy => numbers(4)(value, path) as unknown as CropXyxy;

const PARSERS: { [K in ClientMessage['op']]: (message: Json) => ClientMessage } = {
  click: (message) => ({
    op: 'click',
    id: uuid(message.id, 'click.id'),
    object: nullable(uuid)(message.object, 'click.object'),
    ...present<{ label: number | null }>(message, 'click', label),
    x: number(message.x, 'click.x'),
    y: number(message.y, 'click.y'),
    ...present<{ crop: CropXyxy }>(message, 'click', { crop }),
  }),
  scribble: (message) => ({
    op: 'scribble',
    id: uuid(message.id, 'scribble.id'),
    object: nullable(uuid)(message.object, 'scribble.object'),
    ...present<{ label: number | null }>(message, 'scribble', label),
    points: listOf(numbers(2))(message.points, 'scribble.points') as unknown as readonly [number, number][],
    ...present<{ crop: CropXyxy }>(message, 'scribble', { crop }),
  }),
  box: (message) => ({
    op: 'box',
    id: uuid(message.id, 'box.id'),
    object: uuid(message.object, 'box.object'),
    ...present<{ label: number | null }>(message, 'box', label),
    box: numbers(4)(message.box, 'box.box') as unknown as readonly [number, number, number, number],
    ...present<{ crop: CropXyxy }>(message, 'box', { crop }),
  }),
  paint: (message) => ({
    op: 'paint',
    id: uuid(message.id, 'paint.id'),
    object: uuid(message.object, 'paint.object'),
    ...present<{ label: number | null }>(message, 'paint', label),
    rle: rle(message.rle, 'paint.rle'),
    mode: oneOf(['add', 'erase'] as const)(message.mode, 'paint.mode'),
  }),
  reshape: (message) => ({
    op: 'reshape',
    id: uuid(message.id, 'reshape.id'),
    objects: listOf(shape)(message.objects, 'reshape.objects'),
    removed: listOf(uuid)(message.removed, 'reshape.removed'),
    reason: oneOf(RESHAPE_REASONS)(message.reason, 'reshape.reason'),
  }),
  bounds: (message) => ({
    op: 'bounds',
    id: uuid(message.id, 'bounds.id'),
    object: uuid(message.object, 'bounds.object'),
    ...present<{ label: number | null }>(message, 'bounds', label),
    box: numbers(4)(message.box, 'bounds.box') as unknown as readonly [number, number, number, number],
  }),
  set: (message) => ({
    op: 'set',
    id: uuid(message.id, 'set.id'),
    ...present<Pick<SetOperation, 'object' | 'objects' | 'label' | 'z' | 'attributes' | 'locked'>>(
      message,
      'set',
      {
        object: uuid,
        objects: listOf(uuid),
        label: nullable(number),
        z: oneOrMore(number),
        attributes: record,
        locked: flag,
      },
    ),
  }),
  delete: (message) => ({
    op: 'delete',
    id: uuid(message.id, 'delete.id'),
    object: uuid(message.object, 'delete.object'),
  }),
  undo: (message) => ({ op: 'undo', id: uuid(message.id, 'undo.id') }),
  redo: (message) => ({ op: 'redo', id: uuid(message.id, 'redo.id') }),
  restore: (message) => ({
    op: 'restore',
    id: uuid(message.id, 'restore.id'),
    revision: number(message.revision, 'restore.revision'),
  }),
  accept: (message) => ({
    op: 'accept',
    id: uuid(message.id, 'accept.id'),
    objects: listOf(uuid)(message.objects, 'accept.objects'),
  }),
  cursor: (message) => ({
    op: 'cursor',
    x: nullable(number)(message.x, 'cursor.x'),
    y: nullable(number)(message.y, 'cursor.y'),
  }),
  look: (message) => ({ op: 'look', crop: crop(message.crop, 'look.crop') }),
  takeover: (message) => ({ op: 'takeover', object: uuid(message.object, 'takeover.object') }),
};

function shape(value: unknown, path: string): Shape {
  const found = record(value, path);
  return {
    object: uuid(found.object, `${path}.object`),
    ...present<{ label: number | null }>(found, path, label),
    rle: rle(found.rle, `${path}.rle`),
  };
}

/** Throws ProtocolError. */
export function parseClientMessage(value: unknown): ClientMessage {
  const message = record(value, 'message');
  const op = text(message.op, 'message.op');
  if (!Object.hasOwn(PARSERS, op)) throw new ProtocolError(`message.op is "${op}", which no server knows`);
  const late = present<{ late: boolean }>(message, op, { late: flag });
  return { ...PARSERS[op as ClientMessage['op']](message), ...late };
}

/** Like parseClientMessage, and refuses what is never recorded. Throws ProtocolError. */
export function parseClientOperation(value: unknown): ClientOperation {
  const message = parseClientMessage(value);
  if (message.op === 'cursor' || message.op === 'look' || message.op === 'takeover')
    throw new ProtocolError(`a message ${message.op} is not an operation`);
  return message;
}
