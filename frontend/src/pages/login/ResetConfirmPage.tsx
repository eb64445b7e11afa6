import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { confirmPasswordReset } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { LoginFrame } from './LoginFrame';

export function ResetConfirmPage() {
  const t = useT();
  const { uid = '', token = '' } = useParams();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmPasswordReset(uid, token, password) });
  const differs = again !== '' && again !== password;

  if (confirm.isSuccess) {
    return (
      <LoginFrame title={t('login.changedTitle')}>
        <Stack>
          <Text size="sm">{t('login.changed')}</Text>
          <Button component={Link} to="/login">
            {t('login.logIn')}
          </Button>
        </Stack>
      </LoginFrame>
    );
  }
  return (
    <LoginFrame title={t('login.chooseTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password === again) confirm.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(confirm.error, ['new_password'])} />
          <PasswordInput
            label={t('login.newPassword')}
            description={t('login.newPasswordHint')}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={fieldError(confirm.error, 'new_password')}
            required
            autoFocus
          />
          <PasswordInput
            label={t('login.sameAgain')}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={differs && t('login.differ')}
            required
          />
          <Button type="submit" loading={confirm.isPending} disabled={differs}>
            {t('login.setPassword')}
          </Button>
          <Anchor component={Link} to="/reset" size="sm" ta="center">
            {t('login.linkTooOld')}
          </Anchor>
        </Stack>
      </form>
    </LoginFrame>
  );
}
