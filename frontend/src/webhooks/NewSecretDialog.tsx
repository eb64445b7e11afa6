import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';
import type { Webhook } from '../api/types';
import { makeNewSecret } from '../api/webhooks';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { SecretOnce } from './SecretOnce';

interface NewSecretDialogProps {
  webhook: Webhook;
  onClose: () => void;
}

export function NewSecretDialog({ webhook, onClose }: NewSecretDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeNewSecret(webhook.id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks }),
  });
  const isMade = make.data !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      title={t('webhooks.newSecretTitle')}
      closeOnClickOutside={!isMade}
      closeOnEscape={!isMade}
      withCloseButton={!isMade}
    >
      {make.data ? (
        <SecretOnce secret={make.data.secret} oldUntil={make.data.old_secret_until} onClose={onClose} />
      ) : (
        <Stack>
          <ErrorMessage error={make.error} />
          <Text size="sm">{t('webhooks.newSecretConsequence', { name: webhook.name })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {t('webhooks.newSecret')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
