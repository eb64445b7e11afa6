import { Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeGroup, createGroup } from '../../api/groups';
import { queryKeys } from '../../api/queryKeys';
import type { Membership, Group as PeopleGroup } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import type { Team } from './TeamPage';

interface GroupDialogProps {
  /** null: a new one. */
  group: PeopleGroup | null;
  team: Team;
  members: Membership[];
  onClose: () => void;
}

export function GroupDialog({ group, team, members, onClose }: GroupDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [people, setPeople] = useState((group?.people ?? []).map(String));
  const save = useMutation({
    mutationFn: () => {
      const ids = people.map(Number);
      return group ? changeGroup(group.id, name.trim(), ids) : createGroup(team.id, name.trim(), ids);
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: queryKeys.groups(team.id) });
      await client.invalidateQueries({ queryKey: queryKeys.memberships(team.id) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const title = group ? t('team.editGroup', { name: group.name }) : t('team.newGroup');
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form onSubmit={submit}>
        <Stack>
          <ErrorMessage error={formError(save.error, ['name', 'people'])} />
          <TextInput
            label={t('common.name')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(save.error, 'name')}
            required
            data-autofocus
          />
          <MultiSelect
            label={t('team.people')}
            data={members.map(({ user }) => ({ value: String(user.id), label: user.name || user.username }))}
            value={people}
            onChange={setPeople}
            error={fieldError(save.error, 'people')}
            searchable
            hidePickedOptions
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
