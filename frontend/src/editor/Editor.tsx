/** The editor of one image: top bar, tool rail, canvas, side panel. */
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ImageWithNeighbours, Me, Project } from '../api/types';
import type { Viewport } from '../canvas/viewport';
import { currentT } from '../i18n/language';
import { createStore } from '../store/store';
import { CanvasView } from './CanvasView';
import { exposeForTests } from './debugHandle';
import classes from './Editor.module.css';
import { editorCommands } from './editorCommands';
import { type EditorContextValue, EditorProvider } from './editorContext';
import { menuPlace, pointerInImage } from './places';
import { ShortcutSheet } from './ShortcutSheet';
import { SidePanel } from './SidePanel';
import { ToolRail } from './ToolRail';
import { TopBar } from './TopBar';
import { useEditorSession } from './useEditorSession';
import { useHandOf } from './useHandOf';
import { usePrefetchedNeighbours } from './usePrefetchedNeighbours';
import { useShortcuts } from './useShortcuts';

interface EditorProps {
  image: ImageWithNeighbours;
  project: Project;
  me: Me;
}

export function Editor({ image, project, me }: EditorProps) {
  const labels = useMemo(
    () => [...project.labels].sort((a, b) => a.position - b.position || a.id - b.id),
    [project.labels],
  );
  const session = useEditorSession(image.id, project.id, me, labels);
  const [viewport] = useState(() => createStore<Viewport | null>(null));
  const [isSheetOpen, setSheetOpen] = useState(false);
  const hand = useHandOf(session, viewport, image, labels);
  const canvasRef = useRef<HTMLDivElement>(null);
  const panelRef = useRef<HTMLElement>(null);
  const goTo = useNeighbourNavigation(image);
  usePrefetchedNeighbours(image);

  const commands = useMemo(
    () =>
      editorCommands({
        session,
        viewport,
        goTo,
        image: { id: image.id, size: [image.height, image.width] },
        project: project.id,
        pointer: () => pointerInImage(hand, image),
        menuPlace: () => menuPlace(session, viewport),
        storage: window.sessionStorage,
        showShortcuts: () => setSheetOpen((isOpen) => !isOpen),
        switchFocus: () => switchFocus(canvasRef.current, panelRef.current),
        tell,
      }),
    [session, viewport, goTo, hand, image, project.id],
  );
  useShortcuts(commands, labels, hand);
  useEffect(() => exposeForTests(session.store, viewport, () => canvasRef.current), [session, viewport]);

  const context: EditorContextValue = useMemo(
    () => ({ me, image, project, labels, session, viewport, commands, hand }),
    [me, image, project, labels, session, viewport, commands, hand],
  );
  return (
    <EditorProvider value={context}>
      <title>{`${image.name} · ${project.name} · Stipple`}</title>
      <div className={classes.editor} data-testid="editor">
        <TopBar />
        <ToolRail />
        <CanvasView ref={canvasRef} />
        <SidePanel ref={panelRef} />
      </div>
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

function switchFocus(canvas: HTMLElement | null, panel: HTMLElement | null): void {
  if (canvas?.contains(document.activeElement)) panel?.querySelector<HTMLElement>('button, input')?.focus();
  else canvas?.focus();
}

function tell(message: string): void {
  notifications.show({ id: message, message, color: 'gray', autoClose: 3_000 });
}
