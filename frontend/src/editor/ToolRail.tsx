/** The tools, top to bottom, and what belongs to the whole view. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconBrush,
  IconEraser,
  IconEye,
  IconEyeOff,
  IconHandClick,
  IconKeyboard,
  IconLasso,
  IconMarquee2,
  IconPointer,
  IconPolygon,
  IconScribble,
  IconSlice,
  IconSquare,
  IconVector,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isReadOnly, type ToolName } from '../store/editorState';
import { type EditorCommandName, READ_ONLY } from './editorCommands';
import { useEditor, useEditorState } from './editorContext';
import classes from './ToolRail.module.css';

interface RailTool {
  readonly tool: ToolName;
  readonly label: string;
  readonly icon: Icon;
  readonly command: EditorCommandName;
}

/** Looking; what the model answers; what is drawn by hand; what changes a whole mask. */
const GROUPS: readonly (readonly RailTool[])[] = [
  [{ tool: 'select', label: 'Select (V)', icon: IconPointer, command: 'useSelectTool' }],
  [
    { tool: 'click', label: 'Click (C)', icon: IconHandClick, command: 'useClickTool' },
    { tool: 'scribble', label: 'Scribble (S)', icon: IconScribble, command: 'useScribbleTool' },
    { tool: 'box', label: 'Box around an object (X)', icon: IconMarquee2, command: 'useBoxTool' },
  ],
  [
    { tool: 'brush', label: 'Brush (B)', icon: IconBrush, command: 'useBrushTool' },
    { tool: 'eraser', label: 'Eraser (E)', icon: IconEraser, command: 'useEraserTool' },
    { tool: 'polygon', label: 'Polygon (P)', icon: IconPolygon, command: 'usePolygonTool' },
    { tool: 'lasso', label: 'Lasso (L)', icon: IconLasso, command: 'useLassoTool' },
    { tool: 'bounds', label: 'Bounding box without a mask (W)', icon: IconSquare, command: 'useBoundsTool' },
  ],
  [
    { tool: 'outline', label: 'Edit the outline (R)', icon: IconVector, command: 'editOutline' },
    { tool: 'split', label: 'Split along a line (U)', icon: IconSlice, command: 'useSplitTool' },
  ],
];

export function ToolRail() {
  const { commands } = useEditor();
  const areMasksHidden = useEditorState((state) => state.view.areMasksHidden);
  return (
    <nav className={classes.rail} aria-label="Tools">
      {GROUPS.map((tools) => (
        <div key={tools[0]?.tool} className={classes.group}>
          {tools.map((each) => (
            <ToolButton key={each.tool} {...each} />
          ))}
        </div>
      ))}
      <div className={classes.space} />
      <RailButton
        label={areMasksHidden ? 'Show all masks (Shift H)' : 'Hide all masks (Shift H)'}
        isActive={areMasksHidden}
        onClick={commands.toggleMasks}
        testId="toggle-masks"
      >
        {areMasksHidden ? <IconEyeOff size={20} /> : <IconEye size={20} />}
      </RailButton>
      <RailButton label="Keyboard shortcuts (?)" onClick={commands.showShortcuts} testId="show-shortcuts">
        <IconKeyboard size={20} />
      </RailButton>
    </nav>
  );
}

function ToolButton({ tool, label, icon: ToolIcon, command }: RailTool) {
  const { commands } = useEditor();
  const isActive = useEditorState((state) => state.view.tool === tool);
  const cannotWrite = useEditorState(isReadOnly);
  return (
    <RailButton
      label={label}
      isActive={isActive}
      why={cannotWrite && tool !== 'select' ? READ_ONLY : null}
      onClick={commands[command]}
      testId={`tool-${tool}`}
    >
      <ToolIcon size={20} />
    </RailButton>
  );
}

interface RailButtonProps {
  label: string;
  isActive?: boolean;
  /** Why it cannot be used now; null: it can. */
  why?: string | null;
  onClick: () => void;
  testId: string;
  children: ReactNode;
}

/** One that cannot be used still takes the focus and says why. */
function RailButton({ label, isActive = false, why = null, onClick, testId, children }: RailButtonProps) {
  return (
    <Tooltip label={why === null ? label : `${label} · ${why}`} position="right">
      <ActionIcon
        size={36}
        variant={isActive ? 'filled' : 'subtle'}
        {...(isActive ? {} : { color: 'gray' })}
        aria-label={label}
        aria-pressed={isActive}
        aria-disabled={why !== null}
        data-disabled={why !== null || undefined}
        onClick={onClick}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
