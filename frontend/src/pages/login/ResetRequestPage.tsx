import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { requestPasswordReset } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Rich } from '../../i18n/Rich';
import { useT } from '../../i18n/useT';
import { LoginFrame } from './LoginFrame';

export function ResetRequestPage() {
  const t = useT();
  const [email, setEmail] = useState('');
  const request = useMutation({ mutationFn: () => requestPasswordReset(email.trim()) });
  return (
    <LoginFrame title={t('login.resetTitle')}>
      {request.isSuccess ? (
        <Text size="sm">
          <Rich text="login.linkSent" values={{ email: <b>{email}</b> }} />
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
              label={t('login.email')}
              type="email"
              autoComplete="email"
              description={t('login.emailHint')}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={fieldError(request.error, 'email')}
              required
              autoFocus
            />
            <Button type="submit" loading={request.isPending}>
              {t('login.sendLink')}
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} to="/login" size="sm" ta="center" display="block" mt="md">
        {t('login.backToLogin')}
      </Anchor>
    </LoginFrame>
  );
}
