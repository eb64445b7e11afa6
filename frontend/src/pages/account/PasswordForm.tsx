import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

export function PasswordForm() {
  const t = useT();
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(oldPassword, newPassword),
    onSuccess: () => {
      setOldPassword('');
      setNewPassword('');
      notifications.show({ message: t('account.passwordChanged') });
    },
  });
  return (
    <Section title={t('account.password')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(change.error, ['old_password', 'new_password'])} />
          <PasswordInput
            label={t('account.currentPassword')}
            autoComplete="current-password"
            value={oldPassword}
            onChange={(event) => setOldPassword(event.currentTarget.value)}
            error={fieldError(change.error, 'old_password')}
            required
          />
          <PasswordInput
            label={t('account.newPassword')}
            description={t('login.newPasswordHint')}
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
            error={fieldError(change.error, 'new_password')}
            required
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={!oldPassword || !newPassword}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
