import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addMember } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import type { Role } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';

/** Where the server speaks about the person. */
const USER_FIELDS = ['username', 'email'];

interface AddMemberProps {
  organization: number;
  grantable: Role[];
}

export function AddMember({ organization, grantable }: AddMemberProps) {
  const t = useT();
  const client = useQueryClient();
  const [user, setUser] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const add = useMutation({
    mutationFn: () => addMember(organization, user.trim(), role),
    onSuccess: async (member) => {
      setUser('');
      const name = member.user.name || member.user.username;
      notifications.show({
        color: 'teal',
        message: t('settings.added', { name, role: t(`roles.${member.role}`) }),
      });
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
            label={t('settings.addSomebody')}
            placeholder={t('settings.addPlaceholder')}
            flex={1}
            value={user}
            onChange={(event) => setUser(event.currentTarget.value)}
            error={fieldError(add.error, 'username') ?? fieldError(add.error, 'email')}
            required
          />
          <Select
            label={t('settings.role')}
            w={150}
            data={grantable.map((value) => ({ value, label: t(`roles.${value}`) }))}
            value={role}
            allowDeselect={false}
            onChange={(value) => value && setRole(value as Role)}
            error={fieldError(add.error, 'role')}
          />
          <Button type="submit" mt={25} loading={add.isPending} disabled={!user.trim()}>
            {t('common.add')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('common.sentences', { first: t(`roles.${role}May`), second: t('settings.invitation') })}
        </Text>
      </Stack>
    </form>
  );
}
