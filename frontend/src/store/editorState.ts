/** Everything the editor shows, in one immutable value: the document, the link to the server, and the person's view. */
import type {
  Actor,
  FeatureState,
  ModelAvailability,
  ModelName,
  ModelProblem,
  Peer,
  ReshapeOperation,
  Unsure,
  Uuid,
  You,
} from '../protocol/messages';
import type { ConnectionState } from '../protocol/socket';
import { EMPTY_SYNC, type SyncState } from './sync';
import { NO_TRIMS, type Trims } from './trims';

export interface LinkState {
  readonly connection: ConnectionState;
  /** False while an operation waits that the browser refused to keep: only this page has it. */
  readonly isKeeping: boolean;
  readonly features: FeatureState | 'unknown';
  readonly model: ModelName | null;
  readonly availability: ModelAvailability;
  /** Why clicks get no masks now; null where nothing is known to be wrong. */
  readonly problem: ModelProblem | null;
  /** Requests waiting for the model, of everybody. */
  readonly queue: number;
  /** This image has a request that the model has not answered. */
  readonly isAnswerPending: boolean;
  readonly you: You | null;
  readonly peers: readonly Peer[];
  readonly canWrite: boolean;
  /** The project lets masks overlap. */
  readonly mayOverlap: boolean;
  /** Objects that other people work on just now. */
  readonly leases: ReadonlyMap<Uuid, Actor>;
  /** Counts the times when comments may have changed. */
  readonly commentNews: number;
  /** Milliseconds of the last answer, as the server measured them. */
  readonly lastAnswerMs: number | null;
}

export type ToolName =
  | 'select'
  | 'click'
  | 'scribble'
  | 'box'
  | 'brush'
  | 'eraser'
  | 'polygon'
  | 'lasso'
  | 'outline'
  | 'split'
  | 'bounds';
export type ColouringMode = 'label' | 'object';

/** A place where the model was least sure, to which the person was taken: the `at`-th of `of`. */
export interface UnsureStop {
  readonly object: Uuid;
  readonly place: Unsure;
  readonly at: number;
  readonly of: number;
  /** The objects that this round has been to. */
  readonly seen: ReadonlySet<Uuid>;
}

/** The image as it was at an earlier revision, shown in place of what it is. */
export interface Past {
  readonly revision: number;
  /** Of that revision, nothing pending. */
  readonly sync: SyncState;
  /** What was done then, by whom and when, for people. */
  readonly caption: string;
}

/** The place of a comment that is being written, in image pixels, and the object there. */
export interface Pinning {
  readonly x: number;
  readonly y: number;
  readonly object: Uuid | null;
}

export interface ViewState {
  /** The object that clicks and tools work on. */
  readonly selection: Uuid | null;
  /** Objects selected beside it, for what is done to several; empty while there is no selection. */
  readonly companions: ReadonlySet<Uuid>;
  /** The change of the selected masks whose amount the person chooses now. */
  readonly adjusting: 'fill_holes' | 'remove_specks' | 'grow' | 'shrink' | 'smooth' | null;
  /** Where the menu of the selected objects is open, in CSS pixels of the page. */
  readonly menu: { readonly x: number; readonly y: number } | null;
  /** A change that the person is trying out: shown, and not sent. */
  readonly preview: ReshapeOperation | null;
  readonly unsure: UnsureStop | null;
  readonly hover: Uuid | null;
  readonly activeLabel: number | null;
  readonly hidden: ReadonlySet<Uuid>;
  readonly areMasksHidden: boolean;
  /** 0 ... 1 */
  readonly opacity: number;
  readonly tool: ToolName;
  /** Diameter of brush and eraser in image pixels, a whole number. */
  readonly brushSize: number;
  /** Polygon and lasso take away, scribbles mark the background, without a key being held. */
  readonly isSubtracting: boolean;
  readonly colouring: ColouringMode;
  /** Masks are shown by their outlines alone. */
  readonly isOutlineOnly: boolean;
  /** Only the selected objects are shown. */
  readonly isSolo: boolean;
  /** 1: the photo as it is. */
  readonly photo: { readonly brightness: number; readonly contrast: number };
  /** Lines through the pointer of the mouse, too. */
  readonly hasCrosshair: boolean;
  /** What the side panel holds. */
  readonly panel: 'objects' | 'history' | 'comments';
  /** null: no comment is being written. */
  readonly pinning: Pinning | null;
  /** The thread that the panel shows in full. */
  readonly openThread: Uuid | null;
  readonly arePinsHidden: boolean;
  /** null: the canvas shows the image as it is. */
  readonly past: Past | null;
}

export interface EditorState {
  readonly sync: SyncState;
  readonly link: LinkState;
  readonly view: ViewState;
  readonly trims: Trims;
}

/** The model that answers clicks on this image; null while that is not known. */
export function imageModel({ sync, link }: EditorState): ModelName | null {
  return sync.document?.model ?? link.model;
}

/** It is known that this person may not change what is shown. */
export function isReadOnly({ link, view }: EditorState): boolean {
  return (link.you !== null && !link.canWrite) || view.past !== null;
}

/** This person may change what is shown: has the role, and looks at the present. */
export function mayChange({ link, view }: EditorState): boolean {
  return link.canWrite && view.past === null;
}

export const INITIAL_LINK: LinkState = {
  connection: 'connecting',
  isKeeping: true,
  features: 'unknown',
  model: null,
  availability: 'ready',
  problem: null,
  queue: 0,
  isAnswerPending: false,
  you: null,
  peers: [],
  canWrite: false,
  mayOverlap: false,
  leases: new Map(),
  commentNews: 0,
  lastAnswerMs: null,
};

export const INITIAL_VIEW: ViewState = {
  selection: null,
  companions: new Set(),
  adjusting: null,
  menu: null,
  preview: null,
  unsure: null,
  hover: null,
  activeLabel: null,
  hidden: new Set(),
  areMasksHidden: false,
  opacity: 0.5,
  tool: 'click',
  brushSize: 20,
  isSubtracting: false,
  colouring: 'object',
  isOutlineOnly: false,
  isSolo: false,
  photo: { brightness: 1, contrast: 1 },
  hasCrosshair: false,
  panel: 'objects',
  pinning: null,
  openThread: null,
  arePinsHidden: false,
  past: null,
};

export function initialState(view: Partial<ViewState> = {}, mayOverlap = false): EditorState {
  return {
    sync: EMPTY_SYNC,
    link: { ...INITIAL_LINK, mayOverlap },
    view: { ...INITIAL_VIEW, ...view },
    trims: NO_TRIMS,
  };
}
