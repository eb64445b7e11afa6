/** The tools, top to bottom, and what belongs to the whole view. */

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconHandClick, IconKeyboard, IconPointer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import classes from './ToolRail.module.css';

export function ToolRail() {
  const t = useT();
  const { commands } = useEditor();
  const tool = useEditorState((state) => state.view.tool);
  const areMasksHidden = useEditorState((state) => state.view.areMasksHidden);
  return (
    <nav className={classes.rail} aria-label={t('tools.rail')}>
      <RailButton
        label={withKey(t('tools.click'), 'C', t)}
        isActive={tool === 'click'}
        onClick={commands.useClickTool}
        testId="tool-click"
      >
        <IconHandClick size={20} />
      </RailButton>
      <RailButton
        label={withKey(t('tools.select'), 'S', t)}
        isActive={tool === 'select'}
        onClick={commands.useSelectTool}
        testId="tool-select"
      >
        <IconPointer size={20} />
      </RailButton>
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

interface RailButtonProps {
  label: string;
  isActive?: boolean;
  onClick: () => void;
  testId: string;
  children: ReactNode;
}

function RailButton({ label, isActive = false, onClick, testId, children }: RailButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <ActionIcon
        size={36}
        variant={isActive ? 'filled' : 'subtle'}
        {...(isActive ? {} : { color: 'gray' })}
        aria-label={label}
        aria-pressed={isActive}
        onClick={onClick}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
