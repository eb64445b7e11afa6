import { Badge, Group, Text } from '@mantine/core';
import type { Webhook } from '../api/types';
import { useT } from '../i18n/useT';

/** Whether a webhook is told anything just now, and why not. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const { disabled, is_active, failures, waiting } = webhook;
  const [color, word] = disabled
    ? (['red', t('webhooks.switchedOff')] as const)
    : is_active
      ? failures > 0
        ? (['yellow', t('webhooks.failing')] as const)
        : (['teal', t('webhooks.on')] as const)
      : (['gray', t('webhooks.off')] as const);
  return (
    <div>
      <Group gap="xs">
        <Badge color={color} variant="light">
          {word}
        </Badge>
        {waiting > 0 && (
          <Text size="xs" c="dimmed">
            {t('webhooks.waiting', { count: waiting })}
          </Text>
        )}
      </Group>
      {disabled && (
        <Text size="xs" c="red" mt={4}>
          {disabled.reason === 'gone'
            ? t('webhooks.wasGone', { time: t.dateTime(disabled.at) })
            : t('webhooks.wasFailing', { time: t.dateTime(disabled.at) })}
        </Text>
      )}
    </div>
  );
}
