import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSource, refreshSources } from '../../api/sources';
import type { Source } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { CredentialFields } from './CredentialFields';
import { IntervalSelect } from './IntervalSelect';
import { credentialsOf, NO_CREDENTIALS } from './sourceDraft';

interface EditSourceDialogProps {
  source: Source;
  opened: boolean;
  onClose: () => void;
}

export function EditSourceDialog({ source, opened, onClose }: EditSourceDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('imageSources.editTitle')} centered>
      <EditSourceForm source={source} onClose={onClose} />
    </Modal>
  );
}

function EditSourceForm({ source, onClose }: Omit<EditSourceDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState(source.name);
  const [minutes, setMinutes] = useState(source.every_minutes);
  const [isRenewing, setIsRenewing] = useState(false);
  const [credentials, setCredentials] = useState(NO_CREDENTIALS);
  const save = useMutation({
    mutationFn: () =>
      changeSource(source.id, {
        name,
        every_minutes: minutes,
        ...(isRenewing && { credentials: credentialsOf(source.kind, credentials) }),
      }),
    onSuccess: async () => {
      onClose();
      await refreshSources(client, source.project);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={formError(save.error, ['name'])} />
        <TextInput
          label={t('common.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(save.error, 'name')}
          maxLength={100}
          required
          data-autofocus
        />
        <IntervalSelect value={minutes} onChange={setMinutes} />
        {source.kind !== 'folder' && (
          <Switch
            label={t('imageSources.newCredentials')}
            checked={isRenewing}
            onChange={(event) => setIsRenewing(event.currentTarget.checked)}
          />
        )}
        {isRenewing && (
          <CredentialFields
            kind={source.kind}
            draft={credentials}
            onChange={(changes) => setCredentials({ ...credentials, ...changes })}
          />
        )}
        <Text size="xs" c="dimmed">
          {t('imageSources.placeStays')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
