/** Give an object another label. */

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import type { VisibleObject } from '../store/visibleDocument';
import { useEditor } from './editorContext';
import classes from './SidePanel.module.css';

interface RelabelMenuProps {
  object: VisibleObject;
  title: string;
}

export function RelabelMenu({ object, title }: RelabelMenuProps) {
  const t = useT();
  const { labels, session } = useEditor();
  const choices = [
    ...labels.map(({ id, name, color }) => ({ id, name, color })),
    { id: null, name: t('editor.noLabel'), color: 'transparent' },
  ];
  return (
    <Menu position="bottom-end" shadow="md" width={200} withinPortal>
      <Menu.Target>
        <Tooltip label={t('editor.relabel', { object: title })} openDelay={400}>
          <ActionIcon
            size={26}
            variant="subtle"
            color="gray"
            aria-label={t('editor.relabel', { object: title })}
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
