/** What every part of the editor page needs, and hooks that read slices of the state. */
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { ImageWithNeighbours, Label, Me, Project } from '../api/types';
import type { Viewport } from '../canvas/viewport';
import { afterCanvas } from '../store/canvasFirst';
import type { EditorSession } from '../store/editorSession';
import type { EditorState } from '../store/editorState';
import type { Store } from '../store/store';
import type { CommentDrafts } from './commentDrafts';
import type { EditorCommands } from './editorCommands';
import type { Hand, HandState } from './hand';
import type { KeyBindings } from './keyBindings';
import type { Binding } from './shortcuts';
import type { Workflow } from './useWorkflow';

export interface EditorContextValue {
  readonly me: Me;
  readonly image: ImageWithNeighbours;
  readonly project: Project;
  readonly labels: readonly Label[];
  readonly session: EditorSession;
  /** null until the canvas has been measured */
  readonly viewport: Store<Viewport | null>;
  readonly commands: EditorCommands;
  readonly hand: Hand;
  readonly workflow: Workflow;
  readonly drafts: CommentDrafts;
  readonly keys: KeyBindings;
  /** The first key of what can be done; undefined where it has none. */
  readonly keyOf: (command: Binding) => string | undefined;
}

const EditorContext = createContext<EditorContextValue | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (value === null) throw new Error('useEditor outside the editor');
  return value;
}

/** A slice of the state; `select` must return the same value for the same state. */
export function useEditorState<T>(select: (state: EditorState) => T): T {
  const { store } = useEditor().session;
  return useSyncExternalStore(afterCanvas(store), () => select(store.get()));
}

/** Like useEditorState for a function that makes a new flat object each time: renders again only when a field differs. */
export function useStable<T extends object | null>(derive: (state: EditorState) => T): T {
  const last = useRef<T | null>(null);
  return useEditorState((state) => {
    const next = derive(state);
    if (last.current !== null && next !== null && hasSameFields(last.current, next)) return last.current;
    last.current = next;
    return next;
  });
}

function hasSameFields(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => (a as Record<string, unknown>)[key] === (b as Record<string, unknown>)[key])
  );
}

export function useViewport(): Viewport | null {
  const { viewport } = useEditor();
  return useSyncExternalStore(viewport.subscribe, viewport.get);
}

/** A slice of what the hand does; `select` must return the same value for the same state. */
export function useHand<T>(select: (state: HandState) => T): T {
  const { hand } = useEditor();
  return useSyncExternalStore(afterCanvas(hand.state), () => select(hand.state.get()));
}
