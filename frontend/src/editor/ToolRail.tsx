/** The tools, top to bottom, and what belongs to the whole view. */

import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconBook2,
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
import { readOnlyReason } from './readOnlyReason';
import classes from './ToolRail.module.css';

interface RailTool {
  readonly tool: ToolName;
  readonly label: PlainKey;
  readonly icon: Icon;
  readonly command: EditorCommandName;
}

/** Looking; what the model answers; what is drawn by hand; what changes a whole mask. */
const GROUPS: readonly (readonly RailTool[])[] = [
  [{ tool: 'select', label: 'tools.select', icon: IconPointer, command: 'useSelectTool' }],
  [
    { tool: 'click', label: 'tools.click', icon: IconHandClick, command: 'useClickTool' },
    {
      tool: 'scribble',
      label: 'tools.scribble',

      icon: IconScribble,
      command: 'useScribbleTool',
    },
    { tool: 'box', label: 'tools.box', icon: IconMarquee2, command: 'useBoxTool' },
  ],
  [
    { tool: 'brush', label: 'tools.brush', icon: IconBrush, command: 'useBrushTool' },
    { tool: 'eraser', label: 'tools.eraser', icon: IconEraser, command: 'useEraserTool' },
    { tool: 'polygon', label: 'tools.polygon', icon: IconPolygon, command: 'usePolygonTool' },
    { tool: 'lasso', label: 'tools.lasso', icon: IconLasso, command: 'useLassoTool' },
    { tool: 'bounds', label: 'tools.bounds', icon: IconSquare, command: 'useBoundsTool' },
  ],
  [
    { tool: 'outline', label: 'tools.outline', icon: IconVector, command: 'editOutline' },
    { tool: 'split', label: 'tools.split', icon: IconSlice, command: 'useSplitTool' },
  ],
];

export function ToolRail() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const areMasksHidden = useEditorState((state) => state.view.areMasksHidden);
  return (
    <nav className={classes.rail} aria-label={t('tools.rail')} data-region>
      {GROUPS.map((tools) => (
        <div key={tools[0]?.tool} className={classes.group}>
          {tools.map((each) => (
            <ToolButton key={each.tool} {...each} />
          ))}
        </div>
      ))}
      <div className={classes.space} />
      <RailButton
        label={withKey(t(areMasksHidden ? 'editor.showMasks' : 'editor.hideMasks'), keyOf('toggleMasks'), t)}
        isActive={areMasksHidden}
        onClick={commands.toggleMasks}
        testId="toggle-masks"
      >
        {areMasksHidden ? <IconEyeOff size={20} /> : <IconEye size={20} />}
      </RailButton>
      <RailButton
        label={withKey(t('guidelines.title'), keyOf('showGuidelines'), t)}
        onClick={commands.showGuidelines}
        testId="show-guidelines"
      >
        <IconBook2 size={20} />
      </RailButton>
      <RailButton
        label={withKey(t('editor.shortcuts'), keyOf('showShortcuts'), t)}
        onClick={commands.showShortcuts}
        testId="show-shortcuts"
      >
        <IconKeyboard size={20} />
      </RailButton>
    </nav>
  );
}

function ToolButton({ tool, label, icon: ToolIcon, command }: RailTool) {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const isActive = useEditorState((state) => state.view.tool === tool);
  const why = useEditorState((state) => (isReadOnly(state) ? readOnlyReason(state) : null));
  return (
    <RailButton
      label={withKey(t(label), keyOf(command), t)}
      isActive={isActive}
      why={why !== null && tool !== 'select' ? t(why) : null}
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
