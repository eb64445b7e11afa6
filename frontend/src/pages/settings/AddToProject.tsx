import { Button, Group, MultiSelect, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { giveRole } from '../../api/projectRoles';
import { queryKeys } from '../../api/queryKeys';
import { grantableInProject } from '../../api/roles';
import type { GivenRole, Membership, Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface AddToProjectProps {
  project: Project;
  /** People of the team who do not see the project. */
  outside: Membership[];
}

export function AddToProject({ project, outside }: AddToProjectProps) {
  const t = useT();
  const client = useQueryClient();
  const [users, setUsers] = useState<string[]>([]);
  const [role, setRole] = useState<GivenRole>('annotator');
  const add = useMutation({
    mutationFn: async () => {
      for (const user of users) {
        await giveRole(project.id, Number(user), role);
        setUsers((left) => left.filter((other) => other !== user));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members(project.id) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const roles = grantableInProject(project.role);
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <ErrorMessage error={add.error} />
        <Group align="flex-end">
          <MultiSelect
            label={t('settings.letIn')}
            flex={1}
            data={outside.map((member) => ({
              value: String(member.user.id),
              label: member.user.name || member.user.username,
            }))}
            value={users}
            onChange={setUsers}
            searchable
            hidePickedOptions
          />
          <Select
            label={t('settings.role')}
            w={150}
            data={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
            value={role}
            allowDeselect={false}
            onChange={(value) => value && setRole(value as GivenRole)}
          />
          <Button type="submit" loading={add.isPending} disabled={users.length === 0}>
            {t('common.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
