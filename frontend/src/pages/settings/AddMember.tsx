import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addMember } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import { ROLE_MEANING } from '../../api/roles';
import type { Role } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { roleName } from './roleName';

/** Where the server speaks about the person. */
const USER_FIELDS = ['username', 'email'];

interface AddMemberProps {
  organization: number;
  grantable: Role[];
}

export function AddMember({ organization, grantable }: AddMemberProps) {
  const client = useQueryClient();
  const [user, setUser] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const add = useMutation({
    mutationFn: () => addMember(organization, user.trim(), role),
    onSuccess: async (member) => {
      setUser('');
      const name = member.user.name || member.user.username;
      notifications.show({ color: 'teal', message: `${name} is a member now: ${roleName(member.role)}.` });
      await client.invalidateQueries({ queryKey: queryKeys.memberships(organization) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <ErrorMessage error={formError(add.error, [...USER_FIELDS, 'role'])} />
        <Group align="flex-start">
          <TextInput
            label="Add somebody"
            placeholder="Username or e-mail address"
            flex={1}
            value={user}
            onChange={(event) => setUser(event.currentTarget.value)}
            error={fieldError(add.error, 'username') ?? fieldError(add.error, 'email')}
            required
          />
          <Select
            label="Role"
            w={150}
            data={grantable.map((value) => ({ value, label: roleName(value) }))}
            value={role}
            allowDeselect={false}
            onChange={(value) => value && setRole(value as Role)}
            error={fieldError(add.error, 'role')}
          />
          <Button type="submit" mt={25} loading={add.isPending} disabled={!user.trim()}>
            Add
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {roleName(role)}: {ROLE_MEANING[role]}. An address without an account gets an invitation by e-mail.
        </Text>
      </Stack>
    </form>
  );
}
