/**
 * What travels over `/ws/images/{image_id}/` (DESIGN §6): one discriminated union a direction, told apart by `op`.
 * The golden examples in tests/contract are parsed with these functions and by the server's own tests.
 */
import type { CropXyxy } from '../canvas/crop';
import type { Rle } from './rle';

export type Uuid = string;

export interface ClickView {
  readonly id: Uuid;
  readonly x: number;
  readonly y: number;
  readonly t: number;
}

/** A scribble's line, one point or more, in image pixels. */
export interface StrokeView {
  readonly id: Uuid;
  readonly points: readonly (readonly [number, number])[];
  readonly t: number;
}

/** A box drawn around an object; the last one of an object is in effect. */
export interface BoxView {
  readonly id: Uuid;
  /** x0, y0, x1, y1 in image pixels */
  readonly box: readonly [number, number, number, number];
  readonly t: number;
}

/**
 * Where a click would tell the model most, in image pixels. `margin`: by how much it preferred what it answered there to
 * the next best, 1 certain, 0 undecided; below 0 the picture outvoted the network.
 */
export interface Unsure {
  readonly x: number;
  readonly y: number;
  readonly margin: number;
}

/** `box`: a bounding box that is an object of its own, without a mask; it is the object's `bbox`. */
export type ObjectShape = 'mask' | 'box';

export interface ObjectView {
  readonly id: Uuid;
  readonly label: number | null;
  readonly shape: ObjectShape;
  /** Absent when the mask did not change, null while there is none. */
  readonly rle?: Rle | null;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly area: number;
  readonly z: number;
  readonly quality: number | null;
  /** null: no such place is known. */
  readonly unsure?: Unsure | null;
  readonly source: string;
  readonly locked: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the model looks at for it; null: the whole image. */
  readonly crop?: CropXyxy | null;
  readonly clicks: readonly ClickView[];
  readonly strokes: readonly StrokeView[];
  readonly boxes: readonly BoxView[];
  readonly created_by: number | null;
  /** null while there is no mask, or where a brush made it. */
  readonly model?: MaskModel | null;
}

export interface MaskView {
  readonly id: Uuid;
  readonly shape: ObjectShape;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly area: number;
  readonly quality: number | null;
  readonly unsure?: Unsure | null;
  readonly rle: Rle | null;
  readonly model?: MaskModel | null;
}

export interface Actor {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

export interface Peer extends Actor {
  readonly channel: string;
  readonly cursor: readonly [number, number] | null;
}

export interface You extends Actor {
  readonly channel: string;
}

export interface ModelName {
  readonly name: string;
  readonly digest: string;
}

/** What made a mask; `engine` is the runtime and the device: "onnx/cpu". */
export interface MaskModel extends ModelName {
  readonly engine: string;
}

export type FeatureState = 'ready' | 'encoding' | 'unavailable';

/** `loading`: a worker is reading the weights of the image's model. `unavailable`: no live worker answers with it. */
export type ModelAvailability = 'ready' | 'loading' | 'unavailable';

/** Why clicks get no masks now, for people. */
export interface ModelProblem {
  readonly code: string;
  readonly detail: string;
}

export interface DocumentView {
  readonly image: Uuid;
  readonly revision: number;
  readonly state: string;
  readonly can_undo: boolean;
  readonly can_redo: boolean;
  readonly model: ModelName | null;
  readonly objects: readonly ObjectView[];
  readonly background: readonly ClickView[];
  readonly background_strokes: readonly StrokeView[];
}

/** Somebody works on an object just now. */
export interface LeaseView {
  readonly object: Uuid;
  readonly by: Actor;
}

// ---- from the browser to the server

/** What the person had zoomed on; absent: the whole image. */
interface Zoomed {
  readonly crop?: CropXyxy;
}

export interface ClickOperation extends Zoomed {
  readonly op: 'click';
  readonly id: Uuid;
  /** null: a background click, shared by all objects */
  readonly object: Uuid | null;
  readonly label?: number | null;
  readonly x: number;
  readonly y: number;
}

export interface ScribbleOperation extends Zoomed {
  readonly op: 'scribble';
  readonly id: Uuid;
  readonly object: Uuid | null;
  readonly label?: number | null;
  readonly points: readonly (readonly [number, number])[];
}

export interface BoxOperation extends Zoomed {
  readonly op: 'box';
  readonly id: Uuid;
  readonly object: Uuid;
  readonly label?: number | null;
  readonly box: readonly [number, number, number, number];
}

export interface PaintOperation {
  readonly op: 'paint';
  readonly id: Uuid;
  readonly object: Uuid;
  readonly label?: number | null;
  readonly rle: Rle;
  readonly mode: 'add' | 'erase';
}

/** What a person did to whole masks; shared with backend/annotation/messages.py. */
export const RESHAPE_REASONS = [
  'fill_holes',
  'remove_specks',
  'grow',
  'shrink',
  'smooth',
  'split',
  'merge',
  'vertices',
  'paste',
  'remove',
  'give_back',
] as const;
export type ReshapeReason = (typeof RESHAPE_REASONS)[number];

/** Objects that one reshape with masks works on. */
export const MAX_RESHAPED = 256;
/** Objects that one operation may remove, or set something of. */
export const MAX_OBJECTS = 2000;
/** Longer messages are refused by the server. */
export const MAX_MESSAGE_BYTES = 1_000_000;

/** The whole mask that an object gets. */
export interface Shape {
  readonly object: Uuid;
  /** Present for new objects, and only for them. */
  readonly label?: number | null;
  readonly rle: Rle;
}

/** Gives objects whole masks and removes others: one entry of the log, one step of undo. */
export interface ReshapeOperation {
  readonly op: 'reshape';
  readonly id: Uuid;
  /** Their masks are disjoint and hold a pixel or more. */
  readonly objects: readonly Shape[];
  readonly removed: readonly Uuid[];
  readonly reason: ReshapeReason;
}

/** A bounding box that is an object of its own, made or moved; whole image pixels. */
export interface BoundsOperation {
  readonly op: 'bounds';
  readonly id: Uuid;
  readonly object: Uuid;
  readonly label?: number | null;
  readonly box: readonly [number, number, number, number];
}

export interface SetOperation {
  readonly op: 'set';
  readonly id: Uuid;
  /** One object, or several in one step. */
  readonly object?: Uuid;
  readonly objects?: readonly Uuid[];
  readonly label?: number | null;
  /** Its place in the stack; of several objects one for each, or one for all. */
  readonly z?: number | readonly number[];
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly locked?: boolean;
}

export interface DeleteOperation {
  readonly op: 'delete';
  readonly id: Uuid;
  readonly object: Uuid;
}

export interface UndoOperation {
  readonly op: 'undo' | 'redo';
  readonly id: Uuid;
}

/** Go back: the document becomes what it was at an earlier revision, 0 being the empty one. */
export interface RestoreOperation {
  readonly op: 'restore';
  readonly id: Uuid;
  readonly revision: number;
}

export interface AcceptOperation {
  readonly op: 'accept';
  readonly id: Uuid;
  readonly objects: readonly Uuid[];
}

/** What is recorded in the log, acknowledged, and sent again until it is. */
export type ClientOperation =
  | ClickOperation
  | ScribbleOperation
  | BoxOperation
  | PaintOperation
  | ReshapeOperation
  | BoundsOperation
  | SetOperation
  | DeleteOperation
  | UndoOperation
  | RestoreOperation
  | AcceptOperation;

export interface CursorMove {
  readonly op: 'cursor';
  /** null: the pointer has left the image */
  readonly x: number | null;
  readonly y: number | null;
}

/** Where the person has zoomed to and may click next. */
export interface Look {
  readonly op: 'look';
  readonly crop: CropXyxy;
}

/** Work on an object from here on, whoever works on it now. */
export interface TakeOver {
  readonly op: 'takeover';
  readonly object: Uuid;
}

/** `late`: it waited for a connection, and goes in whoever works on its object by now. */
export type SentOperation = ClientOperation & { readonly late?: boolean };

export type ClientMessage = SentOperation | CursorMove | Look | TakeOver;

// ---- from the server to the browser

export interface HelloMessage {
  readonly op: 'hello';
  readonly revision: number;
  readonly you: You;
  readonly peers: readonly Peer[];
  readonly model: ModelName | null;
  /** The project lets masks overlap. */
  readonly overlap: boolean;
  readonly features: FeatureState;
  readonly can_write: boolean;
  readonly leases: readonly LeaseView[];
}

export interface AckMessage {
  readonly op: 'ack';
  readonly id: Uuid;
  readonly revision: number;
  readonly repeated: boolean;
}

export interface ChangedMessage {
  readonly op: 'changed';
  readonly since: number;
  readonly revision: number;
  readonly by: Actor | null;
  readonly id: Uuid | null;
  readonly kind: string;
  readonly objects: readonly ObjectView[];
  readonly removed: readonly Uuid[];
  readonly background?: readonly ClickView[];
  readonly background_strokes?: readonly StrokeView[];
  readonly can_undo?: boolean;
  readonly can_redo?: boolean;
  readonly state?: string;
  /** Of the image, when it was given another one. */
  readonly model?: ModelName | null;
}

export interface MasksMessage {
  readonly op: 'masks';
  readonly since: number;
  readonly revision: number;
  readonly objects: readonly MaskView[];
  readonly removed: readonly Uuid[];
  /** Revisions of the operations that it answers. */
  readonly answers: readonly number[];
  readonly timing: Readonly<Record<string, number>>;
}

export interface PresenceMessage {
  readonly op: 'presence';
  readonly peers: readonly Peer[];
}

export interface LeasesMessage {
  readonly op: 'leases';
  /** All that there are. */
  readonly leases: readonly LeaseView[];
}

/** Something in a thread of comments changed; the REST interface says what. */
export interface CommentsMessage {
  readonly op: 'comments';
  readonly thread: Uuid;
}

export interface PeerCursorMessage {
  readonly op: 'cursor';
  readonly channel: string;
  readonly x: number | null;
  readonly y: number | null;
}

export interface StatusMessage {
  readonly op: 'status';
  readonly revision: number | null;
  readonly features: FeatureState;
  readonly queue: number;
  readonly pending: boolean;
  /** Workflow state, when it has changed. */
  readonly state?: string;
  /** The project lets masks overlap. */
  readonly overlap?: boolean;
  readonly model?: ModelAvailability;
  readonly problem?: ModelProblem | null;
}

export interface ErrorMessage {
  readonly op: 'error';
  readonly id: Uuid | null;
  readonly code: string;
  readonly detail: string;
  readonly retry: boolean;
}

export type ServerMessage =
  | HelloMessage
  | AckMessage
  | ChangedMessage
  | MasksMessage
  | PresenceMessage
  | LeasesMessage
  | CommentsMessage
  | PeerCursorMessage
  | StatusMessage
  | ErrorMessage;

/** Close codes of the socket, shared with backend/annotation/consumers.py. */
export const CLOSE_SIGNED_OUT = 4401;
export const CLOSE_WRONG_ORIGIN = 4403;
export const CLOSE_NOT_FOUND = 4404;
