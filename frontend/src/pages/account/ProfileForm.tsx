import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../../api/queryKeys';
import { updateMe } from '../../api/session';
import type { Me } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';

export function ProfileForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const [email, setEmail] = useState(me.email);
  const [password, setPassword] = useState('');
  const isNewEmail = email.trim() !== me.email;
  const save = useMutation({
    mutationFn: () => updateMe({ name: name.trim(), ...(isNewEmail && { email: email.trim(), password }) }),
    onSuccess: (changed) => {
      client.setQueryData(queryKeys.me, changed);
      setPassword('');
      notifications.show({ message: 'Your profile is saved.' });
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
          <ErrorMessage error={formError(save.error, ['name', 'email', 'password'])} />
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
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={fieldError(save.error, 'email')}
            />
          </Group>
          {isNewEmail && (
            <PasswordInput
              label="Your password"
              description="Needed to change the e-mail address."
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={fieldError(save.error, 'password')}
              required
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={name.trim() === me.name && !isNewEmail}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
