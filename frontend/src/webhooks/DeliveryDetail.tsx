import { Button, Code, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';
import type { WebhookAttempt } from '../api/types';
import { redeliver, useDelivery } from '../api/webhooks';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { indented } from './indented';

interface DeliveryDetailProps {
  id: string;
  webhook: number;
  isOn: boolean;
}

/** One message: what is sent, and how each try went. */
export function DeliveryDetail({ id, webhook, isOn }: DeliveryDetailProps) {
  const t = useT();
  const client = useQueryClient();
  const delivery = useDelivery(id);
  const again = useMutation({
    mutationFn: () => redeliver(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.webhookDelivery(id) });
      await client.invalidateQueries({ queryKey: queryKeys.webhookDeliveries(webhook) });
      await client.invalidateQueries({ queryKey: queryKeys.webhooks });
    },
  });
  if (delivery.isPending) return <Skeleton h={120} />;
  if (!delivery.data) return <ErrorMessage error={delivery.error} onRetry={() => void delivery.refetch()} />;
  const { body, attempts } = delivery.data;
  return (
    <Stack gap="sm" py="xs" data-testid="delivery">
      <ErrorMessage error={again.error} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed" ff="monospace">
          {id}
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={again.isPending}
          disabled={!isOn || attempts.length === 0}
          onClick={() => again.mutate()}
        >
          {t('webhooks.redeliver')}
        </Button>
      </Group>
      {attempts.map((attempt) => (
        <OneAttempt key={attempt.number} attempt={attempt} />
      ))}
      <div>
        <Text size="sm" fw={500}>
          {t('webhooks.body')}
        </Text>
        <Code block tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
          {indented(body)}
        </Code>
      </div>
    </Stack>
  );
}

function OneAttempt({ attempt }: { attempt: WebhookAttempt }) {
  const t = useT();
  const { number, at, status, answer, error, duration_ms, headers } = attempt;
  const outcome =
    error ||
    (status === null ? t('webhooks.unknownOutcome') : t('webhooks.answered', { status: String(status) }));
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {t('webhooks.tryNumber', { number, time: t.dateTime(at) })}
        </Text>
        {duration_ms !== null && (
          <Text size="xs" c="dimmed">
            {t('webhooks.took', { ms: duration_ms })}
          </Text>
        )}
      </Group>
      <Text size="sm">{outcome}</Text>
      <Code block mt={6}>
        {headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
      </Code>
      {answer && (
        <Code block tabIndex={0} mt={6} mah={200} style={{ overflow: 'auto' }}>
          {answer}
        </Code>
      )}
    </Paper>
  );
}
