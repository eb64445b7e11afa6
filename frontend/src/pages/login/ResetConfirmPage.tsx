import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { confirmPasswordReset } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { LoginFrame } from './LoginFrame';

export function ResetConfirmPage() {
  const { uid = '', token = '' } = useParams();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmPasswordReset(uid, token, password) });
  const differs = again !== '' && again !== password;

  if (confirm.isSuccess) {
    return (
      <LoginFrame title="Your password is changed">
        <Stack>
          <Text size="sm">You can log in with it now.</Text>
          <Button component={Link} to="/login">
            Log in
          </Button>
        </Stack>
      </LoginFrame>
    );
  }
  return (
    <LoginFrame title="Choose a new password">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password === again) confirm.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(confirm.error, ['new_password'])} />
          <PasswordInput
            label="New password"
            description="At least 8 characters, and none that is easy to guess."
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={fieldError(confirm.error, 'new_password')}
            required
            autoFocus
          />
          <PasswordInput
            label="The same again"
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={differs && 'The two passwords differ.'}
            required
          />
          <Button type="submit" loading={confirm.isPending} disabled={differs}>
            Set the password
          </Button>
          <Anchor component={Link} to="/reset" size="sm" ta="center">
            The link is too old? Ask for another
          </Anchor>
        </Stack>
      </form>
    </LoginFrame>
  );
}
