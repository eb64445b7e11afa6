import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/errors';
import { sendCode } from '../../api/session';
import type { Me } from '../../api/types';
import { CodeInput } from '../../components/CodeInput';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface CodeStepProps {
  onLogin: (me: Me) => void;
  onBack: () => void;
}

/** The second step of a login: a code of the authenticator app, or a recovery code. */
export function CodeStep({ onLogin, onBack }: CodeStepProps) {
  const t = useT();
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: () => sendCode(code),
    onSuccess: onLogin,
    onError: () => setCode(''),
  });
  if (send.error instanceof ApiError && send.error.code === 'login-expired') {
    return (
      <Stack>
        <ErrorMessage error={send.error} />
        <Button onClick={onBack}>{t('login.backToLogin')}</Button>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={send.error} />
        <CodeInput
          label={t('signIn.code')}
          description={t('signIn.codeHint')}
          value={code}
          onChange={setCode}
          isFocused
        />
        <Button type="submit" loading={send.isPending} disabled={code.trim() === ''} fullWidth>
          {t('signIn.confirm')}
        </Button>
        <Text size="xs" c="dimmed" ta="center">
          {t('signIn.lostApp')}
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t('login.backToLogin')}
        </Anchor>
      </Stack>
    </form>
  );
}
