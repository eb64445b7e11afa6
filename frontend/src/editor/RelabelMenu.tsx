/** Give an object another label. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import type { VisibleObject } from '../store/visibleDocument';
import { useEditor } from './editorContext';
import classes from './SidePanel.module.css';

interface RelabelMenuProps {
  object: VisibleObject;
  title: string;
  className: string | undefined;
}

export function RelabelMenu({ object, title, className }: RelabelMenuProps) {
  const { labels, session } = useEditor();
  const choices = [
    ...labels.map(({ id, name, color }) => ({ id, name, color })),
    { id: null, name: 'No label', color: 'transparent' },
  ];
  return (
    <Menu position="bottom-end" shadow="md" width={200} withinPortal>
      <Menu.Target>
        <Tooltip label={`Change the label of ${title}`} openDelay={400}>
          <ActionIcon
            {...(className === undefined ? {} : { className })}
            size={26}
            variant="subtle"
            color="gray"
            aria-label={`Change the label of ${title}`}
            disabled={object.locked}
          >
            <IconTag size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {choices.map(({ id, name, color }) => (
          <Menu.Item
            key={id ?? 'none'}
            disabled={id === object.label}
            leftSection={<span className={classes.swatch} style={{ background: color, display: 'block' }} />}
            onClick={() => session.change(object.id, { label: id })}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
