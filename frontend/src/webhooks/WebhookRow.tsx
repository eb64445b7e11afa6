import { ActionIcon, Button, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconDots,
  IconKey,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../api/queryKeys';
import type { Webhook } from '../api/types';
import { changeWebhook, deleteWebhook, pingWebhook, type WebhookOwner } from '../api/webhooks';
import { confirmLoss, showError } from '../components/confirm';
import { useT } from '../i18n/useT';
import { DeliveriesDialog } from './DeliveriesDialog';
import { NewSecretDialog } from './NewSecretDialog';
import { WebhookDialog } from './WebhookDialog';
import { WebhookState } from './WebhookState';

type Open = 'change' | 'secret' | 'deliveries' | null;

export function WebhookRow({ owner, webhook }: { owner: WebhookOwner; webhook: Webhook }) {
  const t = useT();
  const [open, setOpen] = useState<Open>(null);
  const { isOn, ping, setOn, remove } = useRowActions(webhook, () => setOpen('deliveries'));
  const close = () => setOpen(null);
  return (
    <Paper withBorder p="sm" data-testid="webhook">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} miw={0}>
          <Text fw={600}>{webhook.name}</Text>
          <Text size="xs" c="dimmed" truncate title={webhook.url}>
            {webhook.url}
          </Text>
          <Text size="xs" c="dimmed">
            {t.list(webhook.events.map((event) => t(`webhookEvents.${event}`)))}
          </Text>
          <WebhookState webhook={webhook} />
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {!isOn && (
            <Button size="xs" onClick={() => setOn(true)}>
              {t('webhooks.switchOn')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconListDetails size={14} />}
            onClick={() => setOpen('deliveries')}
          >
            {t('webhooks.deliveries')}
          </Button>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('webhooks.more', { name: webhook.name })}
              >
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconSend size={14} />} disabled={!isOn} onClick={ping}>
                {t('webhooks.ping')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setOpen('change')}>
                {t('webhooks.change')}
              </Menu.Item>
              <Menu.Item leftSection={<IconKey size={14} />} onClick={() => setOpen('secret')}>
                {t('webhooks.newSecret')}
              </Menu.Item>
              {isOn && (
                <Menu.Item leftSection={<IconPlayerPause size={14} />} onClick={() => setOn(false)}>
                  {t('webhooks.switchOff')}
                </Menu.Item>
              )}
              <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={remove}>
                {t('webhooks.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {open === 'change' && <WebhookDialog owner={owner} webhook={webhook} onClose={close} />}
      {open === 'secret' && <NewSecretDialog webhook={webhook} onClose={close} />}
      {open === 'deliveries' && <DeliveriesDialog webhook={webhook} isOn={isOn} onClose={close} />}
    </Paper>
  );
}

function useRowActions(webhook: Webhook, showDeliveries: () => void) {
  const t = useT();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: queryKeys.webhooks });
  const ping = () =>
    pingWebhook(webhook.id)
      .then(async () => {
        notifications.show({ message: t('webhooks.pinged') });
        await client.invalidateQueries({ queryKey: queryKeys.webhookDeliveries(webhook.id) });
        await again();
        showDeliveries();
      })
      .catch(showError);
  const setOn = (is_active: boolean) => changeWebhook(webhook.id, { is_active }).then(again).catch(showError);
  const remove = () =>
    confirmLoss({
      title: t('webhooks.deleteTitle', { name: webhook.name }),
      loss: t('webhooks.deleteLoss'),
      action: t('webhooks.delete'),
      onConfirm: () => deleteWebhook(webhook.id).then(again),
    });
  return { isOn: webhook.is_active && webhook.disabled === null, ping, setOn, remove };
}
