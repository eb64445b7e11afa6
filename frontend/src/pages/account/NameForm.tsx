import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../../api/queryKeys';
import { updateMe } from '../../api/session';
import type { Me } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';

export function NameForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const save = useMutation({
    mutationFn: () => updateMe({ name: name.trim() }),
    onSuccess: (changed) => {
      client.setQueryData(queryKeys.me, changed);
      notifications.show({ message: 'Your name is saved.' });
    },
  });
  return (
    <Section title="Profile" hint="Your colleagues see this name beside your cursor and your work.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(save.error, ['name'])} />
          <TextInput
            label="Name"
            autoComplete="name"
            maxLength={150}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(save.error, 'name')}
          />
          <Group grow align="start">
            <TextInput label="Username" value={me.username} readOnly variant="filled" />
            <TextInput label="E-mail" value={me.email || '–'} readOnly variant="filled" />
          </Group>
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={name.trim() === me.name}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
