/** Objects that have lost their last pixel stay in the list; one click deletes them all, one step of undo brings them back. */
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useT } from '../i18n/useT';
import { mayChange } from '../store/editorState';
import type { VisibleDocument } from '../store/visibleDocument';
import { type Bulk, removeMany } from './bulk';
import { useEditorState } from './editorContext';
import { hasNoPixels, isEmpty } from './objectFacts';
import classes from './SidePanel.module.css';

interface EmptyObjectsProps {
  objects: VisibleDocument['objects'];
  bulk: Bulk;
}

/** Locked ones and those that somebody else works on are not offered: nobody may delete them. */
export const EmptyObjects = memo(function EmptyObjects({ objects, bulk }: EmptyObjectsProps) {
  const t = useT();
  const canWrite = useEditorState(mayChange);
  const without = useMemo(() => [...objects.values()].filter(hasNoPixels), [objects]);
  const ids = useEditorState((state) =>
    without
      .filter((object) => isEmpty(object, state) && !object.locked && !state.link.leases.has(object.id))
      .map(({ id }) => id)
      .join(),
  );
  const empty = ids === '' ? [] : ids.split(',');
  if (empty.length === 0 || !canWrite) return null;
  return (
    <div className={classes.empties}>
      <Button
        size="compact-xs"
        variant="light"
        color="gray"
        leftSection={<IconTrash size={14} />}
        onClick={() => removeMany(bulk, empty)}
        data-testid="delete-empty"
      >
        {t('many.deleteEmpty', { count: empty.length })}
      </Button>
    </div>
  );
});
