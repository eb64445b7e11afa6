import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { createTeam } from '../../api/organizations';
import { queryKeys } from '../../api/queryKeys';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';

interface NewTeamDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function NewTeamDialog({ opened, onClose }: NewTeamDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => createTeam(name.trim()),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: queryKeys.me });
      setName('');
      onClose();
      await navigate(`/team/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('team.newTeam')} centered>
      <form onSubmit={submit}>
        <Stack>
          <ErrorMessage error={formError(create.error, ['name'])} />
          <TextInput
            label={t('common.name')}
            description={t('team.newTeamHint')}
            value={name}
            maxLength={150}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(create.error, 'name')}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
              {t('team.createTeam')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
