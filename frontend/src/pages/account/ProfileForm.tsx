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
import { useT } from '../../i18n/useT';

export function ProfileForm({ me }: { me: Me }) {
  const t = useT();
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
      notifications.show({ message: t('account.profileSaved') });
    },
  });
  return (
    <Section title={t('account.profile')} hint={t('account.profileHint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(save.error, ['name', 'email', 'password'])} />
          <TextInput
            label={t('common.name')}
            autoComplete="name"
            maxLength={150}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(save.error, 'name')}
          />
          <Group grow align="start">
            <TextInput label={t('account.username')} value={me.username} readOnly variant="filled" />
            <TextInput
              label={t('account.email')}
              type="email"
              autoComplete="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              readOnly={!me.has_password}
              variant={me.has_password ? 'default' : 'filled'}
              description={me.has_password ? undefined : t('signIn.emailNeedsPassword')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={fieldError(save.error, 'email')}
            />
          </Group>
          {isNewEmail && (
            <PasswordInput
              label={t('account.yourPassword')}
              description={t('account.yourPasswordHint')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={fieldError(save.error, 'password')}
              required
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={name.trim() === me.name && !isNewEmail}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
