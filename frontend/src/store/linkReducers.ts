/** Pure changes of what is known about the server, the model and the other people. */
import type {
  HelloMessage,
  LeaseView,
  MasksMessage,
  ModelName,
  Peer,
  PeerCursorMessage,
  StatusMessage,
} from '../protocol/messages';
import type { ConnectionState } from '../protocol/socket';
import type { EditorState, LinkState } from './editorState';
import { NO_LEASES, othersLeases } from './leases';

function withLink(state: EditorState, link: Partial<LinkState>): EditorState {
  return { ...state, link: { ...state.link, ...link } };
}

export function connectionChanged(state: EditorState, connection: ConnectionState): EditorState {
  if (state.link.connection === connection) return state;
  const isLost = connection !== 'open';
  return withLink(state, {
    connection,
    ...(isLost ? { peers: [], leases: NO_LEASES, isAnswerPending: false } : {}),
  });
}

export function keepingChanged(state: EditorState, isKeeping: boolean): EditorState {
  return state.link.isKeeping === isKeeping ? state : withLink(state, { isKeeping });
}

export function helloReceived(state: EditorState, message: HelloMessage): EditorState {
  return withLink(state, {
    you: message.you,
    peers: withoutYou(message.peers, message.you.channel),
    model: message.model,
    mayOverlap: message.overlap,
    features: message.features,
    canWrite: message.can_write,
    leases: othersLeases(message.leases, message.you.id),
  });
}

export function modelChanged(state: EditorState, model: ModelName): EditorState {
  const known = state.link.model;
  return known?.name === model.name && known.digest === model.digest ? state : withLink(state, { model });
}

export function presenceReceived(state: EditorState, peers: readonly Peer[]): EditorState {
  return withLink(state, { peers: withoutYou(peers, state.link.you?.channel ?? null) });
}

export function leasesReceived(state: EditorState, leases: readonly LeaseView[]): EditorState {
  return withLink(state, { leases: othersLeases(leases, state.link.you?.id ?? null) });
}

export function peerCursorMoved(state: EditorState, { channel, x, y }: PeerCursorMessage): EditorState {
  if (!state.link.peers.some((peer) => peer.channel === channel)) return state;
  const cursor = x === null || y === null ? null : ([x, y] as const);
  const peers = state.link.peers.map((peer) => (peer.channel === channel ? { ...peer, cursor } : peer));
  return withLink(state, { peers });
}

export function statusReceived(state: EditorState, message: StatusMessage): EditorState {
  const { features, queue, isAnswerPending, mayOverlap, availability, problem } = state.link;
  const told = {
    features: message.features,
    queue: message.queue,
    isAnswerPending: message.pending,
    mayOverlap: message.overlap ?? mayOverlap,
    availability: message.model ?? availability,
    problem: message.problem === undefined ? problem : message.problem,
  };
  const isSame =
    features === told.features &&
    queue === told.queue &&
    isAnswerPending === told.isAnswerPending &&
    mayOverlap === told.mayOverlap &&
    availability === told.availability &&
    problem?.detail === told.problem?.detail;
  return isSame ? state : withLink(state, told);
}

export function masksReceived(state: EditorState, message: MasksMessage): EditorState {
  return withLink(state, {
    features: 'ready',
    availability: 'ready',
    problem: null,
    isAnswerPending: false,
    lastAnswerMs: message.timing.total_ms ?? null,
  });
}

export function answerAwaited(state: EditorState): EditorState {
  return state.link.isAnswerPending ? state : withLink(state, { isAnswerPending: true });
}

function withoutYou(peers: readonly Peer[], channel: string | null): readonly Peer[] {
  return peers.filter((peer) => peer.channel !== channel);
}
