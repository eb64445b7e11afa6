/** One object of the list: what it is, how good its mask is thought to be, and what can be done with it. */

import { ActionIcon, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconEye, IconEyeOff, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { type MouseEvent, memo, type ReactNode, useState } from 'react';
import { useT } from '../i18n/useT';
import { imageModel, mayChange } from '../store/editorState';
import { hover, openMenu, select, selectedIds, toggleHidden, toggleSelected } from '../store/viewReducers';
import type { VisibleObject } from '../store/visibleDocument';
import { useEditor, useEditorState, useStable } from './editorContext';
import { LeaseSign } from './LeaseSign';
import { isEmpty, objectFacts } from './objectFacts';
import { QualitySign } from './QualitySign';
import { qualityOf } from './quality';
import { RelabelMenu } from './RelabelMenu';
import classes from './SidePanel.module.css';
import { TrimSign } from './TrimSign';

interface ObjectRowProps {
  object: VisibleObject;
  number: number;
  colour: string;
  isSelected: boolean;
  isHovered: boolean;
  isHidden: boolean;
}

export const ObjectRow = memo(function ObjectRow(props: ObjectRowProps) {
  const { object, number, colour, isSelected, isHovered, isHidden } = props;
  const t = useT();
  const { session, labels, image } = useEditor();
  const { store } = session;
  const canWrite = useEditorState(mayChange);
  const now = useStable(imageModel);
  const isWithout = useEditorState((state) => isEmpty(object, state));
  const name = labels.find((label) => label.id === object.label)?.name ?? t('editor.noLabel');
  const title = `${name} ${number}`;
  const words = { object: title };
  const quality = qualityOf(object, t);
  const [hasFocus, setHasFocus] = useState(false);
  const isInHand = isSelected || isHovered || hasFocus;
  const choose = (event: MouseEvent): void =>
    store.update((state) => {
      if (event.shiftKey) return toggleSelected(state, object.id);
      const isAlone = selectedIds(state.view).length === 1 && isSelected;
      return select(state, isAlone ? null : object.id);
    });
  const showMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
    const [x, y] = [event.clientX - (canvas?.left ?? 0), event.clientY - (canvas?.top ?? 0)];
    store.update((state) => openMenu(isSelected ? state : select(state, object.id), { x, y }));
  };
  return (
    <li
      className={classes.row}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-hidden={isHidden || undefined}
      data-testid="object-row"
      data-object={object.id}
      // Not onPointerEnter: React fires that before the canvas hears that the pointer has left it.
      onPointerOver={() => store.update((state) => hover(state, object.id))}
      onFocus={() => setHasFocus(true)}
      onBlur={(event) => setHasFocus(event.currentTarget.contains(event.relatedTarget))}
      onContextMenu={showMenu}
    >
      <UnstyledButton className={classes.choose} aria-pressed={isSelected} onClick={choose}>
        <VisuallyHidden>{t('editor.selectObject', words)}</VisuallyHidden>
        <span className={classes.swatch} style={{ background: colour }} />
        <span className={classes.what}>
          <Text component="span" size="sm" lh={1.35} truncate fw={isSelected ? 600 : 400} aria-hidden>
            {name}{' '}
            <Text component="span" size="xs" c="dimmed">
              {number}
            </Text>
          </Text>
          <span className={classes.facts}>
            {objectFacts(object, isWithout, image.width * image.height, now, t)}
          </span>
        </span>
        <TrimSign object={object.id} />
        <LeaseSign object={object.id} />
      </UnstyledButton>
      {quality && <QualitySign quality={quality} />}
      <div className={classes.actions}>
        {isInHand && canWrite && <RelabelMenu object={object} title={title} />}
        {(isInHand || isHidden) && (
          <RowAction
            label={t(isHidden ? 'editor.show' : 'editor.hide', words)}
            onClick={() => store.update((state) => toggleHidden(state, object.id))}
          >
            {isHidden ? <IconEyeOff size={16} /> : <IconEye size={16} />}
          </RowAction>
        )}
        {((isInHand && canWrite) || object.locked) && (
          <RowAction
            label={t(object.locked ? 'editor.unlock' : 'editor.lock', words)}
            isDisabled={!canWrite}
            onClick={() => session.change(object.id, { locked: !object.locked })}
          >
            {object.locked ? <IconLock size={16} /> : <IconLockOpen size={16} />}
          </RowAction>
        )}
        {isInHand && canWrite && (
          <RowAction
            label={t('editor.delete', words)}
            isDisabled={object.locked}
            onClick={() => session.delete(object.id)}
          >
            <IconTrash size={16} />
          </RowAction>
        )}
      </div>
    </li>
  );
});

export interface RowActionProps {
  label: string;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** Made only for rows in hand, and where it tells something: of a long list these buttons would be most of the cost. */
export function RowAction({ label, isDisabled = false, onClick, children }: RowActionProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        size={26}
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={isDisabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
