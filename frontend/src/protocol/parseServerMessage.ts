/** Unknown JSON from the socket or the document endpoint -> typed messages, or a ProtocolError that names the field. */
import type { CropXyxy } from '../canvas/crop';
import {
  count,
  flag,
  type Json,
  listOf,
  nullable,
  number,
  numbers,
  oneOf,
  ProtocolError,
  present,
  record,
  rle,
  text,
  uuid,
} from './fields';
import type {
  Actor,
  BoxView,
  ChangedMessage,
  ClickView,
  DocumentView,
  FeatureState,
  LeaseView,
  MaskModel,
  MaskView,
  ModelName,
  ModelProblem,
  ObjectView,
  Peer,
  ServerMessage,
  StatusMessage,
  StrokeView,
  Unsure,
  You,
} from './messages';

const PARSERS: { [K in ServerMessage['op']]: (message: Json) => Extract<ServerMessage, { op: K }> } = {
  hello: (message) => ({
    op: 'hello',
    revision: count(message.revision, 'hello.revision'),
    you: you(message.you, 'hello.you'),
    peers: listOf(peer)(message.peers, 'hello.peers'),
    model: nullable(model)(message.model, 'hello.model'),
    overlap: flag(message.overlap, 'hello.overlap'),
    features: features(message.features, 'hello.features'),
    can_write: flag(message.can_write, 'hello.can_write'),
    leases: listOf(lease)(message.leases, 'hello.leases'),
  }),
  ack: (message) => ({
    op: 'ack',
    id: uuid(message.id, 'ack.id'),
    revision: count(message.revision, 'ack.revision'),
    repeated: message.repeated === undefined ? false : flag(message.repeated, 'ack.repeated'),
  }),
  changed,
  masks: (message) => ({
    op: 'masks',
    since: count(message.since, 'masks.since'),
    revision: count(message.revision, 'masks.revision'),
    objects: listOf(mask)(message.objects, 'masks.objects'),
    removed: listOf(uuid)(message.removed ?? [], 'masks.removed'),
    answers: listOf(count)(message.answers ?? [], 'masks.answers'),
    timing: timing(message.timing),
  }),
  presence: (message) => ({ op: 'presence', peers: listOf(peer)(message.peers, 'presence.peers') }),
  leases: (message) => ({ op: 'leases', leases: listOf(lease)(message.leases, 'leases.leases') }),
  comments: (message) => ({ op: 'comments', thread: uuid(message.thread, 'comments.thread') }),
  cursor: (message) => ({
    op: 'cursor',
    channel: text(message.channel, 'cursor.channel'),
    x: nullable(number)(message.x, 'cursor.x'),
    y: nullable(number)(message.y, 'cursor.y'),
  }),
  status: (message) => ({
    op: 'status',
    revision: nullable(count)(message.revision, 'status.revision'),
    features: features(message.features, 'status.features'),
    queue: message.queue === undefined ? 0 : count(message.queue, 'status.queue'),
    pending: message.pending === undefined ? false : flag(message.pending, 'status.pending'),
    ...present<Pick<StatusMessage, 'state' | 'overlap' | 'model' | 'problem'>>(message, 'status', {
      state: text,
      overlap: flag,
      model: oneOf(['ready', 'loading', 'unavailable'] as const),
      problem: nullable(problem),
    }),
  }),
  error: (message) => ({
    op: 'error',
    id: nullable(uuid)(message.id, 'error.id'),
    code: text(message.code, 'error.code'),
    detail: text(message.detail, 'error.detail'),
    retry: flag(message.retry, 'error.retry'),
  }),
};

/** Parse one frame that was decoded from JSON. Throws ProtocolError. */
export function parseServerMessage(value: unknown): ServerMessage {
  const message = record(value, 'message');
  const op = text(message.op, 'message.op');
  if (!Object.hasOwn(PARSERS, op))
    throw new ProtocolError(`message.op is "${op}", which this editor does not know`);
  return PARSERS[op as ServerMessage['op']](message);
}

/** Parse the answer of GET images/{id}/annotation/. Throws ProtocolError. */
export function parseDocument(value: unknown): DocumentView {
  const found = record(value, 'document');
  return {
    image: uuid(found.image, 'document.image'),
    revision: count(found.revision, 'document.revision'),
    state: text(found.state, 'document.state'),
    can_undo: flag(found.can_undo, 'document.can_undo'),
    can_redo: flag(found.can_redo, 'document.can_redo'),
    model: nullable(model)(found.model, 'document.model'),
    objects: listOf(object)(found.objects, 'document.objects'),
    background: listOf(click)(found.background, 'document.background'),
    background_strokes: listOf(stroke)(found.background_strokes, 'document.background_strokes'),
  };
}

function changed(message: Json): ChangedMessage {
  return {
    op: 'changed',
    since: count(message.since, 'changed.since'),
    revision: count(message.revision, 'changed.revision'),
    by: nullable(actor)(message.by, 'changed.by'),
    id: nullable(uuid)(message.id, 'changed.id'),
    kind: text(message.kind, 'changed.kind'),
    objects: listOf(object)(message.objects, 'changed.objects'),
    removed: listOf(uuid)(message.removed ?? [], 'changed.removed'),
    ...present<
      Pick<ChangedMessage, 'background' | 'background_strokes' | 'can_undo' | 'can_redo' | 'state' | 'model'>
    >(message, 'changed', {
      background: listOf(click),
      background_strokes: listOf(stroke),
      can_undo: flag,
      can_redo: flag,
      state: text,
      model: nullable(model),
    }),
  };
}

function object(value: unknown, path: string): ObjectView {
  const found = record(value, path);
  return {
    id: uuid(found.id, `${path}.id`),
    label: nullable(number)(found.label, `${path}.label`),
    shape: shape(found.shape, `${path}.shape`),
    ...present<Pick<ObjectView, 'rle'>>(found, path, { rle: nullable(rle) }),
    bbox: box(found.bbox, `${path}.bbox`),
    area: count(found.area, `${path}.area`),
    z: number(found.z, `${path}.z`),
    quality: nullable(number)(found.quality, `${path}.quality`),
    ...present<Pick<ObjectView, 'unsure'>>(found, path, { unsure: nullable(unsure) }),
    source: text(found.source, `${path}.source`),
    locked: flag(found.locked, `${path}.locked`),
    attributes: record(found.attributes, `${path}.attributes`),
    crop: nullable(numbers(4))(found.crop, `${path}.crop`) as CropXyxy | null,
    clicks: listOf(click)(found.clicks, `${path}.clicks`),
    strokes: listOf(stroke)(found.strokes, `${path}.strokes`),
    boxes: listOf(drawnBox)(found.boxes, `${path}.boxes`),
    created_by: nullable(number)(found.created_by, `${path}.created_by`),
    ...present<Pick<ObjectView, 'model'>>(found, path, { model: nullable(maskModel) }),
  };
}

function mask(value: unknown, path: string): MaskView {
  const found = record(value, path);
  return {
    id: uuid(found.id, `${path}.id`),
    shape: shape(found.shape, `${path}.shape`),
    bbox: box(found.bbox, `${path}.bbox`),
    area: count(found.area, `${path}.area`),
    quality: nullable(number)(found.quality, `${path}.quality`),
    ...present<Pick<ObjectView, 'unsure'>>(found, path, { unsure: nullable(unsure) }),
    rle: nullable(rle)(found.rle, `${path}.rle`),
    ...present<Pick<MaskView, 'model'>>(found, path, { model: nullable(maskModel) }),
  };
}

function unsure(value: unknown, path: string): Unsure {
  const found = record(value, path);
  return {
    x: number(found.x, `${path}.x`),
    y: number(found.y, `${path}.y`),
    margin: number(found.margin, `${path}.margin`),
  };
}

function click(value: unknown, path: string): ClickView {
  const found = record(value, path);
  return {
    id: uuid(found.id, `${path}.id`),
    x: number(found.x, `${path}.x`),
    y: number(found.y, `${path}.y`),
    t: number(found.t, `${path}.t`),
  };
}

function drawnBox(value: unknown, path: string): BoxView {
  const found = record(value, path);
  return {
    id: uuid(found.id, `${path}.id`),
    box: numbers(4)(found.box, `${path}.box`) as unknown as BoxView['box'],
    t: number(found.t, `${path}.t`),
  };
}

function stroke(value: unknown, path: string): StrokeView {
  const found = record(value, path);
  return {
    id: uuid(found.id, `${path}.id`),
    points: listOf(numbers(2))(found.points, `${path}.points`) as unknown as StrokeView['points'],
    t: number(found.t, `${path}.t`),
  };
}

function actor(value: unknown, path: string): Actor {
  const found = record(value, path);
  return {
    id: number(found.id, `${path}.id`),
    name: text(found.name, `${path}.name`),
    color: text(found.color, `${path}.color`),
  };
}

function you(value: unknown, path: string): You {
  return { ...actor(value, path), channel: text(record(value, path).channel, `${path}.channel`) };
}

function lease(value: unknown, path: string): LeaseView {
  const found = record(value, path);
  return { object: uuid(found.object, `${path}.object`), by: actor(found.by, `${path}.by`) };
}

function peer(value: unknown, path: string): Peer {
  const cursor = nullable(numbers(2))(record(value, path).cursor, `${path}.cursor`);
  return { ...you(value, path), cursor: cursor as Peer['cursor'] };
}

function model(value: unknown, path: string): ModelName {
  const found = record(value, path);
  return { name: text(found.name, `${path}.name`), digest: text(found.digest, `${path}.digest`) };
}

function maskModel(value: unknown, path: string): MaskModel {
  return { ...model(value, path), engine: text(record(value, path).engine, `${path}.engine`) };
}

function problem(value: unknown, path: string): ModelProblem {
  const found = record(value, path);
  return { code: text(found.code, `${path}.code`), detail: text(found.detail, `${path}.detail`) };
}

function features(value: unknown, path: string): FeatureState {
  return oneOf(['ready', 'encoding', 'unavailable'] as const)(value, path);
}

function shape(value: unknown, path: string): ObjectView['shape'] {
  return oneOf(['mask', 'box'] as const)(value, path);
}

function box(value: unknown, path: string): ObjectView['bbox'] {
  return nullable(numbers(4))(value, path) as ObjectView['bbox'];
}

function timing(value: unknown): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [key, item] of Object.entries(value === undefined ? {} : record(value, 'masks.timing'))) {
    if (typeof item === 'number') found[key] = item;
  }
  return found;
}
