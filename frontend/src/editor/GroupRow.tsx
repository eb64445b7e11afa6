/** The heading of the objects of one label in the list: folds them away, hides and locks them all. */

import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconEye, IconEyeOff, IconLock, IconLockOpen } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useT } from '../i18n/useT';
import { mayChange } from '../store/editorState';
import { type Bulk, changeMany, hideMany } from './bulk';
import { useEditor, useEditorState } from './editorContext';
import type { ObjectGroup } from './grouping';
import { RowAction } from './ObjectRow';
import classes from './SidePanel.module.css';

interface GroupRowProps {
  group: ObjectGroup;
  bulk: Bulk;
  onFold: (isFolded: boolean) => void;
}

export function GroupRow({ group: { label, objects, isFolded }, bulk, onFold }: GroupRowProps) {
  const t = useT();
  const { labels } = useEditor();
  const canWrite = useEditorState(mayChange);
  const { hidden, selection, companions } = useEditorState((state) => state.view);
  const { name, color } = labels.find(({ id }) => id === label) ?? { name: t('editor.noLabel'), color: '' };
  const ids = objects.map(({ id }) => id);
  const isHidden = ids.every((id) => hidden.has(id));
  const isLocked = objects.every(({ locked }) => locked);
  const hasSelected = isFolded && ids.some((id) => id === selection || companions.has(id));
  const words = { label: name };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowLeft') onFold(true);
    if (key === 'ArrowRight') onFold(false);
  };
  return (
    <li
      className={`${classes.row} ${classes.group}`}
      data-selected={hasSelected || undefined}
      data-hidden={isHidden || undefined}
      data-testid="group-row"
    >
      <UnstyledButton
        className={classes.choose}
        aria-expanded={!isFolded}
        onClick={() => onFold(!isFolded)}
        onKeyDown={onKeyDown}
      >
        <IconChevronDown
          size={16}
          className={classes.chevron}
          data-folded={isFolded || undefined}
          aria-hidden
        />
        <span className={classes.swatch} style={{ background: color || 'transparent' }} />
        <Text component="span" size="sm" fw={600} truncate>
          {name}
        </Text>
        <Text component="span" className={classes.facts} aria-hidden>
          {objects.length}
        </Text>
        <VisuallyHidden>{t('groups.count', { count: objects.length })}</VisuallyHidden>
      </UnstyledButton>
      <div className={classes.actions}>
        <RowAction
          label={t(isHidden ? 'groups.show' : 'groups.hide', words)}
          onClick={() => hideMany(bulk, ids, !isHidden)}
        >
          {isHidden ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </RowAction>
        <RowAction
          label={t(isLocked ? 'groups.unlock' : 'groups.lock', words)}
          isDisabled={!canWrite}
          onClick={() => changeMany(bulk, ids, { locked: !isLocked })}
        >
          {isLocked ? <IconLock size={16} /> : <IconLockOpen size={16} />}
        </RowAction>
      </div>
    </li>
  );
}
