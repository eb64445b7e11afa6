import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { logIn } from '../../api/session';
import type { Me } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface LoginFormProps {
  username?: string | undefined;
  onLogin: (me: Me) => void;
}

export function LoginForm({ username: known = '', onLogin }: LoginFormProps) {
  const t = useT();
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const login = useMutation({ mutationFn: () => logIn(username.trim(), password), onSuccess: onLogin });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorMessage error={login.error} />
        <TextInput
          label={t('login.usernameOrEmail')}
          name="username"
          autoComplete="username"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus={known === ''}
          data-autofocus={known === '' || undefined}
        />
        <PasswordInput
          label={t('login.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
          data-autofocus={known !== '' || undefined}
        />
        <Button type="submit" loading={login.isPending} fullWidth>
          {t('login.logIn')}
        </Button>
      </Stack>
    </form>
  );
}
