/** The editor of one image: top bar, tool rail, canvas, side panel. */
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { leaseNextImage } from '../api/images';
import type { ImageWithNeighbours, Me, Project } from '../api/types';
import type { Viewport } from '../canvas/viewport';
import { showError } from '../components/confirm';
import { GuidelinesDialog } from '../components/GuidelinesDialog';
import { SkipLink } from '../components/SkipLink';
import { currentT } from '../i18n/language';
import { useT } from '../i18n/useT';
import { createStore } from '../store/store';
import { Announcer } from './Announcer';
import { ATTRIBUTES_ID } from './AttributeForm';
import { CANVAS_ID, CanvasView } from './CanvasView';
import { CommandPalette } from './CommandPalette';
import { CommentDrafts } from './commentDrafts';
import { exposeForTests } from './debugHandle';
import classes from './Editor.module.css';
import { editorCommands } from './editorCommands';
import { type EditorContextValue, EditorProvider } from './editorContext';
import { FlagDialog } from './FlagDialog';
import { TAGS_ID } from './ImageTags';
import { keyBindings } from './keyBindings';
import { KeyboardCursor } from './keyboardCursor';
import { menuPlace, pointerInImage } from './places';
import { focusRegion } from './regions';
import { ShortcutSheet } from './ShortcutSheet';
import { PANEL_ID, SidePanel } from './SidePanel';
import { ToolRail } from './ToolRail';
import { TopBar } from './TopBar';
import { useEditorSession } from './useEditorSession';
import { useHandOf } from './useHandOf';
import { usePrefetchedNeighbours } from './usePrefetchedNeighbours';
import { useShortcuts } from './useShortcuts';
import { canSubmit, hasUnsaved, useWorkflow } from './useWorkflow';

interface EditorProps {
  image: ImageWithNeighbours;
  project: Project;
  me: Me;
}

export function Editor({ image, project, me }: EditorProps) {
  const t = useT();
  const labels = useMemo(
    () => [...project.labels].sort((a, b) => a.position - b.position || a.id - b.id),
    [project.labels],
  );
  const session = useEditorSession(image.id, project, me, labels);
  const [viewport] = useState(() => createStore<Viewport | null>(null));
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [areGuidelinesOpen, setGuidelinesOpen] = useState(false);
  const [isFlagging, setFlagging] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const hand = useHandOf(session, viewport, image, labels);
  const canvasRef = useRef<HTMLDivElement>(null);
  const editorRef = useRef<HTMLDivElement>(null);
  const goTo = useNeighbourNavigation(image);
  const nextUnfinished = useNextUnfinished(project.id);
  usePrefetchedNeighbours(image);
  const [cursor] = useState(() => new KeyboardCursor(hand, viewport, image));
  const keys = useMemo(() => keyBindings(me.preferences.keys ?? {}), [me.preferences.keys]);
  const [drafts] = useState(
    () => new CommentDrafts(window.sessionStorage, me.id, image.id, () => crypto.randomUUID()),
  );
  const workflow = useWorkflow(session, image, labels);
  const { move } = workflow;

  const commands = useMemo(
    () =>
      editorCommands({
        session,
        viewport,
        goTo,
        image: { id: image.id, size: [image.height, image.width] },
        project: project.id,
        pointer: () => pointerInImage(hand, image),
        objectAt: (point) => hand.objectAt(point),
        menuPlace: () => menuPlace(session, viewport),
        storage: window.sessionStorage,
        nextUnfinished,
        showGuidelines: () => setGuidelinesOpen(true),
        showFlag: () => setFlagging(true),
        focusAttributes: () =>
          document.querySelector<HTMLElement>(`#${ATTRIBUTES_ID} input:not([type=hidden])`)?.focus(),
        focusTags: () => document.getElementById(TAGS_ID)?.focus(),
        showPalette: () => setPaletteOpen(true),
        showShortcuts: () => setSheetOpen((isOpen) => !isOpen),
        focusRegion: (step) => editorRef.current !== null && focusRegion(editorRef.current, step),
        cursor,
        submit: () => {
          const state = session.store.get();
          if (!canSubmit(project.role, state.sync.document?.workflow ?? null)) return;
          if (state.view.past !== null) return tell(currentT()('history.lookOnly'));
          if (hasUnsaved(state)) tell(currentT()('editor.submitWaits'));
          else void move('submit');
        },
        tell,
      }),
    [session, viewport, goTo, hand, image, project.id, project.role, cursor, move, nextUnfinished],
  );
  useShortcuts({ commands, labels, hand, cursor, keys });
  useEffect(
    () => exposeForTests(session.store, viewport, hand.state, () => canvasRef.current),
    [session, viewport, hand],
  );

  const context: EditorContextValue = useMemo(
    () => ({
      me,
      image,
      project,
      labels,
      session,
      viewport,
      commands,
      hand,
      workflow,
      drafts,
      keys,
      keyOf: (command) => keys.get(command)?.[0],
    }),
    [me, image, project, labels, session, viewport, commands, hand, workflow, drafts, keys],
  );
  return (
    <EditorProvider value={context}>
      <title>{`${image.name} · ${project.name} · Stipple`}</title>
      <SkipLink to={CANVAS_ID}>{t('keyboard.skipToCanvas')}</SkipLink>
      <SkipLink to={PANEL_ID}>{t('keyboard.skipToPanel')}</SkipLink>
      <div ref={editorRef} className={classes.editor} data-testid="editor">
        <TopBar />
        <ToolRail />
        <CanvasView ref={canvasRef} />
        <SidePanel />
      </div>
      <Announcer />
      <GuidelinesDialog
        project={project}
        isOpen={areGuidelinesOpen}
        onClose={() => setGuidelinesOpen(false)}
      />
      <FlagDialog isOpen={isFlagging} onClose={() => setFlagging(false)} />
      <CommandPalette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <ShortcutSheet isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} />
    </EditorProvider>
  );
}

function useNeighbourNavigation(image: ImageWithNeighbours): (direction: 'previous' | 'next') => void {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const query = params.toString();
  return useCallback(
    (direction) => {
      const id = image.neighbours[direction];
      if (id !== null) void navigate(`/images/${id}${query ? `?${query}` : ''}`);
      else tell(currentT()(direction === 'next' ? 'editor.lastImage' : 'editor.firstImage'));
    },
    [image.neighbours, navigate, query],
  );
}

/** The image that the server leases to this person next. */
function useNextUnfinished(project: number): () => void {
  const navigate = useNavigate();
  return useCallback(() => {
    leaseNextImage(project, 'annotate')
      .then((next) => {
        if (next === null) tell(currentT()('palette.noneLeft'));
        else void navigate(`/images/${next.id}`);
      })
      .catch(showError);
  }, [project, navigate]);
}

function tell(message: string): void {
  notifications.show({ id: message, message, color: 'gray', autoClose: 3_000 });
}
