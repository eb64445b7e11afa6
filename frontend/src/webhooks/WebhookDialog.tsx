import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { queryKeys } from '../api/queryKeys';
import type { Webhook, WebhookEvent } from '../api/types';
import { changeWebhook, createWebhook, type WebhookOwner } from '../api/webhooks';
import { ErrorMessage } from '../components/ErrorMessage';
import { fieldError, formError } from '../components/fieldErrors';
import { useT } from '../i18n/useT';
import { EventChoice } from './EventChoice';
import { SecretOnce } from './SecretOnce';

interface WebhookDialogProps {
  owner: WebhookOwner;
  /** The one to change; without it a new one is made. */
  webhook?: Webhook;
  onClose: () => void;
}

const FIRST_EVENTS: WebhookEvent[] = ['annotation.submitted', 'annotation.accepted', 'annotation.rejected'];
const FIELDS = ['name', 'url', 'events'] as const;

export function WebhookDialog({ owner, webhook, onClose }: WebhookDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<WebhookEvent[]>(webhook?.events ?? FIRST_EVENTS);
  const draft = { name: name.trim(), url: url.trim(), events };
  const save = useMutation({
    mutationFn: async () => {
      if (!webhook) return (await createWebhook(owner, draft)).secret;
      await changeWebhook(webhook.id, draft);
      return null;
    },
    onSuccess: async (secret) => {
      await client.invalidateQueries({ queryKey: queryKeys.webhooks });
      if (secret === null) onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const secret = save.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      centered
      title={webhook ? t('webhooks.changeTitle') : t('webhooks.newTitle')}
      closeOnClickOutside={!secret}
      closeOnEscape={!secret}
      withCloseButton={!secret}
    >
      {secret ? (
        <SecretOnce secret={secret} oldUntil={null} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <ErrorMessage error={formError(save.error, FIELDS)} />
            <TextInput
              label={t('common.name')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
              error={fieldError(save.error, 'name')}
              required
              data-autofocus
            />
            <TextInput
              label={t('webhooks.url')}
              description={t('webhooks.urlHint')}
              type="url"
              inputMode="url"
              autoComplete="off"
              value={url}
              maxLength={2000}
              onChange={(event) => setUrl(event.currentTarget.value)}
              error={fieldError(save.error, 'url')}
              required
            />
            <EventChoice
              isTeam={'organization' in owner}
              chosen={events}
              error={fieldError(save.error, 'events')}
              onChange={setEvents}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button
                type="submit"
                loading={save.isPending}
                disabled={!draft.name || !draft.url || events.length === 0}
              >
                {webhook ? t('common.save') : t('webhooks.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
