/** The labels with their digits; the active one is given to new objects. */

import { ActionIcon, Kbd, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { may } from '../api/roles';
import { useT } from '../i18n/useT';
import { AddLabel } from './AddLabel';
import { useEditor, useEditorState } from './editorContext';
import { labelHotkeys } from './labelHotkeys';
import classes from './SidePanel.module.css';

export function LabelList() {
  const t = useT();
  const { labels, project, commands } = useEditor();
  const active = useEditorState((state) => state.view.activeLabel);
  const hotkeys = useMemo(() => labelHotkeys(labels), [labels]);
  const [isAdding, setAdding] = useState(false);
  const mayAdd = may(project.role, 'manage');
  return (
    <section className={classes.section} aria-label={t('editor.labels')}>
      <div className={classes.heading}>
        <h2 className={classes.title}>{t('editor.labels')}</h2>
        {mayAdd && (
          <Tooltip label={t('editor.addLabel')}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('editor.addLabel')}
              onClick={() => setAdding(true)}
              data-testid="add-label"
            >
              <IconPlus size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <div className={classes.labels} role="radiogroup" aria-label={t('editor.activeLabel')}>
        {labels.map(({ id, name, color }) => (
          <UnstyledButton
            key={id}
            className={classes.label}
            role="radio"
            aria-checked={id === active}
            onClick={() => commands.chooseLabel(id)}
            data-testid={`label-${name}`}
          >
            <span className={classes.swatch} style={{ background: color }} />
            <span className={classes.name} title={name}>
              {name}
            </span>
            {hotkeys.has(id) && <Kbd size="xs">{hotkeys.get(id)}</Kbd>}
          </UnstyledButton>
        ))}
      </div>
      {labels.length === 0 && !isAdding && (
        <Text size="sm" c="dimmed">
          {mayAdd ? t('editor.noLabelsMayAdd') : t('editor.noLabels')}
        </Text>
      )}
      {isAdding && <AddLabel onDone={() => setAdding(false)} />}
    </section>
  );
}
