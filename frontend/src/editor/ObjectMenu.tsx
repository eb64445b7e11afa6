/** What can be done to the selected objects, where it was asked for: right click with the select tool or in the list, or a key. */
import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useT } from '../i18n/useT';
import { openMenu } from '../store/viewReducers';
import { useEditor, useEditorState } from './editorContext';
import { KeyOf } from './KeyOf';
import classes from './ObjectMenu.module.css';
import { OBJECT_ACTIONS, type ObjectAction } from './objectActions';

const GROUPS: readonly ObjectAction['group'][] = ['mask', 'division', 'order', 'clipboard'];

export function ObjectMenu() {
  const t = useT();
  const { session } = useEditor();
  const place = useEditorState((state) => state.view.menu);
  const mayOverlap = useEditorState((state) => state.link.mayOverlap);
  const close = (): void => session.store.update((state) => openMenu(state, null));
  if (place === null) return null;
  return (
    <Menu
      opened
      onClose={close}
      position="right-start"
      offset={2}
      shadow="md"
      width={280}
      middlewares={{ flip: { crossAxis: false }, shift: { padding: 8 } }}
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={classes.place}
          style={{ left: place.x, top: place.y }}
          aria-label={t('editor.selectedObjects')}
        />
      </Menu.Target>
      <Menu.Dropdown
        mah="calc(100vh - 16px)"
        style={{ overflowY: 'auto' }}
        data-testid="object-menu"
        aria-label={t('editor.selectedObjects')}
      >
        {GROUPS.filter((group) => group !== 'order' || mayOverlap).map((group, index) => (
          <Fragment key={group}>
            {index > 0 && <Menu.Divider />}
            {OBJECT_ACTIONS.filter((action) => action.group === group).map((action) => (
              <ActionItem key={action.id} action={action} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ActionItem({ action: { id, text, when } }: { action: ObjectAction }) {
  const t = useT();
  const { commands } = useEditor();
  const isPossible = useEditorState(when);
  return (
    <Menu.Item
      disabled={!isPossible}
      onClick={commands[id]}
      rightSection={<KeyOf command={id} />}
      data-testid={`action-${id}`}
    >
      {t(text)}
    </Menu.Item>
  );
}
