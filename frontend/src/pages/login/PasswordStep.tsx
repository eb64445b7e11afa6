import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/errors';
import { logIn } from '../../api/session';
import type { Me } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface PasswordStepProps {
  username?: string | undefined;
  onLogin: (me: Me) => void;
  /** The password was right, and the account asks for a code as well. */
  onCodeNeeded: () => void;
}

export function PasswordStep({ username: known = '', onLogin, onCodeNeeded }: PasswordStepProps) {
  const t = useT();
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => logIn(username.trim(), password),
    onSuccess: onLogin,
    onError: (error) => {
      if (asksForCode(error)) onCodeNeeded();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorMessage error={asksForCode(login.error) ? null : login.error} />
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

function asksForCode(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'mfa-required';
}
