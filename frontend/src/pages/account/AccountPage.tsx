import { Stack, Title } from '@mantine/core';
import { useMe } from '../../api/session';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';
import { Tokens } from './Tokens';

export function AccountPage() {
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <Stack maw={760} mx="auto" gap="lg">
      <title>Account · Stipple</title>
      <Title order={1} size="h2">
        Account
      </Title>
      <ProfileForm me={me} />
      <PasswordForm />
      <Tokens />
    </Stack>
  );
}
