/** Over the list of objects: search, order, and what can be done to all that are selected or found. */
import { ActionIcon, CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsSort, IconDots, IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { memo } from 'react';
import { useT } from '../i18n/useT';
import type { Uuid } from '../protocol/messages';
import { mayChange } from '../store/editorState';
import { selectTogether } from '../store/viewReducers';
import { changeMany, hideMany, removeMany } from './bulk';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import { ORDERS, type Order } from './listing';
import classes from './SidePanel.module.css';

interface ListToolsProps {
  query: string;
  onQuery: (query: string) => void;
  order: Order;
  onOrder: (order: Order) => void;
  isGrouped: boolean;
  onGroup: (isGrouped: boolean) => void;
  /** The objects in the list. */
  found: readonly Uuid[];
}

const ORDER_TEXTS = { made: 'many.asMade', quality: 'many.worstFirst' } as const;

export const ListTools = memo(function ListTools(props: ListToolsProps) {
  const { query, onQuery, order, onOrder, isGrouped, onGroup, found } = props;
  const t = useT();
  const { commands, keyOf } = useEditor();
  const isAsMade = order === 'made' && !isGrouped;
  return (
    <div className={classes.tools}>
      <TextInput
        className={classes.search}
        size="xs"
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        placeholder={t('many.search')}
        aria-label={t('many.searchLabel')}
        leftSection={<IconSearch size={14} />}
        rightSection={
          query !== '' && (
            <CloseButton size="xs" aria-label={t('many.clearSearch')} onClick={() => onQuery('')} />
          )
        }
        data-testid="object-search"
      />
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <Tooltip label={t('many.order')}>
            <ActionIcon
              variant={isAsMade ? 'subtle' : 'light'}
              color={isAsMade ? 'gray' : undefined}
              aria-label={t('many.order')}
              data-testid="object-order"
            >
              <IconArrowsSort size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {ORDERS.map((each) => (
            <Menu.Item key={each} fw={each === order ? 600 : 400} onClick={() => onOrder(each)}>
              {t(ORDER_TEXTS[each])}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => onGroup(!isGrouped)}>
            {t(isGrouped ? 'groups.ungroup' : 'groups.group')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={withKey(t('unsure.next'), keyOf('nextUnsure'), t)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('unsure.next')}
          onClick={commands.nextUnsure}
          data-testid="next-unsure"
        >
          <IconZoomQuestion size={16} />
        </ActionIcon>
      </Tooltip>
      <BulkMenu found={found} />
    </div>
  );
});

/** Of the selected objects where there are several, else of all in the list. */
function BulkMenu({ found }: { found: readonly Uuid[] }) {
  const t = useT();
  const { session, labels } = useEditor();
  const selection = useEditorState((state) => state.view.selection);
  const companions = useEditorState((state) => state.view.companions);
  const canWrite = useEditorState(mayChange);
  const isOfSelected = selection !== null && companions.size > 0;
  const ids = isOfSelected ? [selection, ...companions] : found;
  const bulk = {
    session,
    tell: (message: string) =>
      void notifications.show({ id: message, message, color: 'gray', autoClose: 3_000 }),
  };
  const choices = [...labels, { id: null, name: t('editor.noLabel'), color: 'transparent' }];
  return (
    <Menu position="bottom-end" shadow="md" width={240} withinPortal>
      <Menu.Target>
        <Tooltip label={t('many.doToAll')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('many.doToAll')}
            disabled={ids.length === 0}
            data-testid="bulk-menu"
          >
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>
          {t(isOfSelected ? 'editor.countSelected' : 'many.countListed', { count: ids.length })}
        </Menu.Label>
        {!isOfSelected && (
          <Menu.Item onClick={() => session.store.update((state) => selectTogether(state, ids))}>
            {t('many.selectAll')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => hideMany(bulk, ids, true)}>{t('many.hide')}</Menu.Item>
        <Menu.Item onClick={() => hideMany(bulk, ids, false)}>{t('many.show')}</Menu.Item>
        {canWrite && (
          <>
            <Menu.Item onClick={() => changeMany(bulk, ids, { locked: true })}>{t('many.lock')}</Menu.Item>
            <Menu.Item onClick={() => changeMany(bulk, ids, { locked: false })}>{t('many.unlock')}</Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t('many.relabel')}</Menu.Label>
            {choices.map(({ id, name, color }) => (
              <Menu.Item
                key={id ?? 'none'}
                leftSection={
                  <span className={classes.swatch} style={{ background: color, display: 'block' }} />
                }
                onClick={() => changeMany(bulk, ids, { label: id })}
              >
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => removeMany(bulk, ids)}>
              {t('many.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
