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
import type { PlainKey } from '../i18n/catalogue';
import { useT } from '../i18n/useT';
import { isReadOnly, type ToolName } from '../store/editorState';
import type { EditorCommandName } from './editorCommands';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import classes from './ToolRail.module.css';

interface RailTool {
  readonly tool: ToolName;
  readonly label: PlainKey;
  readonly hotkey: string;
  readonly icon: Icon;
  readonly command: EditorCommandName;
}

/** Looking; what the model answers; what is drawn by hand; what changes a whole mask. */
const GROUPS: readonly (readonly RailTool[])[] = [
  [{ tool: 'select', label: 'tools.select', hotkey: 'V', icon: IconPointer, command: 'useSelectTool' }],
  [
    { tool: 'click', label: 'tools.click', hotkey: 'C', icon: IconHandClick, command: 'useClickTool' },
    {
      tool: 'scribble',
      label: 'tools.scribble',
      hotkey: 'S',
      icon: IconScribble,
      command: 'useScribbleTool',
    },
    { tool: 'box', label: 'tools.box', hotkey: 'X', icon: IconMarquee2, command: 'useBoxTool' },
  ],
  [
    { tool: 'brush', label: 'tools.brush', hotkey: 'B', icon: IconBrush, command: 'useBrushTool' },
    { tool: 'eraser', label: 'tools.eraser', hotkey: 'E', icon: IconEraser, command: 'useEraserTool' },
    { tool: 'polygon', label: 'tools.polygon', hotkey: 'P', icon: IconPolygon, command: 'usePolygonTool' },
    { tool: 'lasso', label: 'tools.lasso', hotkey: 'L', icon: IconLasso, command: 'useLassoTool' },
    { tool: 'bounds', label: 'tools.bounds', hotkey: 'W', icon: IconSquare, command: 'useBoundsTool' },
  ],
  [
    { tool: 'outline', label: 'tools.outline', hotkey: 'R', icon: IconVector, command: 'editOutline' },
    { tool: 'split', label: 'tools.split', hotkey: 'U', icon: IconSlice, command: 'useSplitTool' },
  ],
];

export function ToolRail() {
  const t = useT();
  const { commands } = useEditor();
  const areMasksHidden = useEditorState((state) => state.view.areMasksHidden);
  return (
    <nav className={classes.rail} aria-label={t('tools.rail')}>
      {GROUPS.map((tools) => (
        <div key={tools[0]?.tool} className={classes.group}>
          {tools.map((each) => (
            <ToolButton key={each.tool} {...each} />
          ))}
        </div>
      ))}
      <div className={classes.space} />
      <RailButton
        label={withKey(t(areMasksHidden ? 'editor.showMasks' : 'editor.hideMasks'), 'Shift + H', t)}
        isActive={areMasksHidden}
        onClick={commands.toggleMasks}
        testId="toggle-masks"
      >
        {areMasksHidden ? <IconEyeOff size={20} /> : <IconEye size={20} />}
      </RailButton>
      <RailButton
        label={withKey(t('editor.shortcuts'), '?', t)}
        onClick={commands.showShortcuts}
        testId="show-shortcuts"
      >
        <IconKeyboard size={20} />
      </RailButton>
    </nav>
  );
}

function ToolButton({ tool, label, hotkey, icon: ToolIcon, command }: RailTool) {
  const t = useT();
  const { commands } = useEditor();
  const isActive = useEditorState((state) => state.view.tool === tool);
  const cannotWrite = useEditorState(isReadOnly);
  return (
    <RailButton
      label={withKey(t(label), hotkey, t)}
      isActive={isActive}
      why={cannotWrite && tool !== 'select' ? t('editor.readOnly') : null}
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
