import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconToggleLeft, IconToggleRight, IconTrash } from '@tabler/icons-react';
import type { StoredModel } from '../../api/types';
import { useT } from '../../i18n/useT';
import { EditModelDialog } from './EditModelDialog';
import { actionsFor } from './modelStates';
import { RemoveModelDialog } from './RemoveModelDialog';
import { useModelActions } from './useModelActions';

interface ModelActionButtonsProps {
  model: StoredModel;
  onRemoved?: () => void;
}

/** What those who run the installation can do with a model: the next step as a button, the rest in a menu. */
export function ModelActionButtons({ model, onRemoved }: ModelActionButtonsProps) {
  const t = useT();
  const { retry, cancel, enable } = useModelActions(model.id);
  const [isRemoving, removing] = useDisclosure();
  const [isEditing, editing] = useDisclosure();
  const actions = actionsFor(model, true);
  const name = model.title || model.name;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {actions.retry && (
        <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('common.tryAgain')}
        </Button>
      )}
      {actions.cancel && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t('common.cancel')}
        </Button>
      )}
      {(actions.toggle || actions.edit || actions.remove) && (
        <Menu position="bottom-end" shadow="md" width={200} withinPortal>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              loading={enable.isPending}
              aria-label={t('models.more', { model: name })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.edit && (
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={editing.open}>
                {t('models.editAction')}
              </Menu.Item>
            )}
            {actions.toggle === 'disable' && (
              <Menu.Item leftSection={<IconToggleLeft size={16} />} onClick={() => enable.mutate(false)}>
                {t('models.disable')}
              </Menu.Item>
            )}
            {actions.toggle === 'enable' && (
              <Menu.Item leftSection={<IconToggleRight size={16} />} onClick={() => enable.mutate(true)}>
                {t('models.enable')}
              </Menu.Item>
            )}
            {actions.remove && (
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={removing.open}>
                {t('models.removeAction')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <RemoveModelDialog
        model={model}
        opened={isRemoving}
        onClose={removing.close}
        {...(onRemoved ? { onRemoved } : {})}
      />
      <EditModelDialog model={model} opened={isEditing} onClose={editing.close} />
    </Group>
  );
}
