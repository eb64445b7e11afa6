import { Badge, Group, Modal, Skeleton, Table, Text, UnstyledButton } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useState } from 'react';
import type { Webhook, WebhookDelivery } from '../api/types';
import { useDeliveries } from '../api/webhooks';
import { EmptyState } from '../components/EmptyState';
import { ErrorMessage } from '../components/ErrorMessage';
import { LoadMore } from '../components/LoadMore';
import { useT } from '../i18n/useT';
import { DeliveryDetail } from './DeliveryDetail';

interface DeliveriesDialogProps {
  webhook: Webhook;
  isOn: boolean;
  onClose: () => void;
}

const COLORS = { pending: 'yellow', delivered: 'teal', failed: 'red' } as const;

/** What a webhook was told, the latest first; one message opens with all that was sent and answered. */
export function DeliveriesDialog({ webhook, isOn, onClose }: DeliveriesDialogProps) {
  const t = useT();
  const deliveries = useDeliveries(webhook.id);
  const [shown, setShown] = useState<string | null>(null);
  const rows = deliveries.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Modal opened onClose={onClose} size="xl" title={t('webhooks.deliveriesOf', { name: webhook.name })}>
      <ErrorMessage error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      {deliveries.isPending && <Skeleton h={160} />}
      {deliveries.data && rows.length === 0 && (
        <EmptyState icon={<IconListDetails size={30} />} title={t('webhooks.noDeliveriesTitle')}>
          {t('webhooks.noDeliveries')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={560} type="native">
          <Table verticalSpacing="xs" data-testid="deliveries">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('webhooks.when')}</Table.Th>
                <Table.Th>{t('webhooks.event')}</Table.Th>
                <Table.Th>{t('webhooks.state')}</Table.Th>
                <Table.Th>{t('webhooks.answer')}</Table.Th>
                <Table.Th>{t('webhooks.tries')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  isOn={isOn}
                  isShown={shown === delivery.id}
                  onToggle={() => setShown(shown === delivery.id ? null : delivery.id)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <LoadMore query={deliveries} />
    </Modal>
  );
}

interface DeliveryRowProps {
  delivery: WebhookDelivery;
  isOn: boolean;
  isShown: boolean;
  onToggle: () => void;
}

function DeliveryRow({ delivery, isOn, isShown, onToggle }: DeliveryRowProps) {
  const t = useT();
  const { event, state, status, attempt_count, created, due } = delivery;
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <UnstyledButton onClick={onToggle} aria-expanded={isShown} fz="sm" c="var(--mantine-color-anchor)">
            {t.dateTime(created)}
          </UnstyledButton>
        </Table.Td>
        <Table.Td>
          <Text size="sm">{event}</Text>
        </Table.Td>
        <Table.Td>
          <Group gap="xs">
            <Badge color={COLORS[state]} variant="light">
              {t(`webhooks.${state}`)}
            </Badge>
            {state === 'pending' && isOn && attempt_count > 0 && (
              <Text size="xs" c="dimmed">
                {t('webhooks.nextTry', { time: t.dateTime(due) })}
              </Text>
            )}
          </Group>
        </Table.Td>
        <Table.Td>{status ?? '–'}</Table.Td>
        <Table.Td>{t.number(attempt_count)}</Table.Td>
      </Table.Tr>
      {isShown && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <DeliveryDetail id={delivery.id} webhook={delivery.webhook} isOn={isOn} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
