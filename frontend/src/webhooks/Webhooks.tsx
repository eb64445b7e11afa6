import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useWebhooks, type WebhookOwner } from '../api/webhooks';
import { EmptyState } from '../components/EmptyState';
import { ErrorMessage } from '../components/ErrorMessage';
import { Section } from '../components/Section';
import { useT } from '../i18n/useT';
import { WebhookDialog } from './WebhookDialog';
import { WebhookRow } from './WebhookRow';

/** The webhooks of a project, or of a team. */
export function Webhooks({ owner }: { owner: WebhookOwner }) {
  const t = useT();
  const webhooks = useWebhooks(owner);
  const [isOpen, dialog] = useDisclosure();
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      {t('webhooks.new')}
    </Button>
  );
  return (
    <Section
      title={t('webhooks.title')}
      hint={'project' in owner ? t('webhooks.hint') : t('webhooks.teamHint')}
    >
      <ErrorMessage error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      {webhooks.isPending && <Skeleton h={120} />}
      {webhooks.data?.length === 0 && (
        <EmptyState icon={<IconWebhook size={30} />} title={t('webhooks.noneTitle')} action={add}>
          {t('webhooks.none')}
        </EmptyState>
      )}
      {webhooks.data && webhooks.data.length > 0 && (
        <>
          <Stack gap="xs">
            {webhooks.data.map((webhook) => (
              <WebhookRow key={webhook.id} owner={owner} webhook={webhook} />
            ))}
          </Stack>
          <Group justify="flex-end">{add}</Group>
        </>
      )}
      {isOpen && <WebhookDialog owner={owner} onClose={dialog.close} />}
    </Section>
  );
}
