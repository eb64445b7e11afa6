import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { requestPasswordReset } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { LoginFrame } from './LoginFrame';

export function ResetRequestPage() {
  const [email, setEmail] = useState('');
  const request = useMutation({ mutationFn: () => requestPasswordReset(email.trim()) });
  return (
    <LoginFrame title="Reset your password">
      {request.isSuccess ? (
        <Text size="sm">
          If an account has the address <b>{email}</b>, a message with a link is on its way to it. The link
          works once and for a limited time.
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            request.mutate();
          }}
        >
          <Stack>
            <ErrorMessage error={formError(request.error, ['email'])} />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="email"
              description="We send a link for a new password to this address."
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={fieldError(request.error, 'email')}
              required
              autoFocus
            />
            <Button type="submit" loading={request.isPending}>
              Send the link
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} to="/login" size="sm" ta="center" display="block" mt="md">
        Back to the login
      </Anchor>
    </LoginFrame>
  );
}
