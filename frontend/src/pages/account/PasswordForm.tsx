import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';

export function PasswordForm() {
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(oldPassword, newPassword),
    onSuccess: () => {
      setOldPassword('');
      setNewPassword('');
      notifications.show({ message: 'Your password is changed.' });
    },
  });
  return (
    <Section title="Password">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(change.error, ['old_password', 'new_password'])} />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={oldPassword}
            onChange={(event) => setOldPassword(event.currentTarget.value)}
            error={fieldError(change.error, 'old_password')}
            required
          />
          <PasswordInput
            label="New password"
            description="At least 8 characters, and none that is easy to guess."
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
            error={fieldError(change.error, 'new_password')}
            required
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={!oldPassword || !newPassword}>
              Change the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
