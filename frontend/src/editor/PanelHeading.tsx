/** The head of what stands in the panel in place of the objects: its name, what it offers, and a way out of it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import { withKey } from './keyText';
import classes from './SidePanel.module.css';

interface PanelHeadingProps {
  title: string;
  /** What the button that closes the panel is called. */
  closeLabel: string;
  toggle: 'toggleHistory' | 'toggleComments';
  children?: ReactNode;
}

export function PanelHeading({ title, closeLabel, toggle, children }: PanelHeadingProps) {
  return (
    <div className={classes.heading}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.headingActions}>
        {children}
        <HeadingAction label={closeLabel} command={toggle} icon={<IconX size={16} />} />
      </div>
    </div>
  );
}

interface HeadingActionProps {
  label: string;
  command: 'toggleHistory' | 'toggleComments' | 'togglePins';
  icon: ReactNode;
}

/** A button of the head, with the key that does the same. */
export function HeadingAction({ label, command, icon }: HeadingActionProps) {
  const t = useT();
  const { commands, keyOf } = useEditor();
  return (
    <Tooltip label={withKey(label, keyOf(command), t)}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={commands[command]}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
