import { Stack, Title } from '@mantine/core';
import { useMe } from '../../api/session';
import { useT } from '../../i18n/useT';
import { Identities } from './Identities';
import { NoPassword } from './NoPassword';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';
import { Tokens } from './Tokens';
import { TwoStepLogin } from './TwoStepLogin';

export function AccountPage() {
  const t = useT();
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <Stack maw={760} mx="auto" gap="lg">
      <title>{`${t('account.title')} · Stipple`}</title>
      <Title order={1} size="h2">
        {t('account.title')}
      </Title>
      <ProfileForm me={me} />
      {me.has_password ? <PasswordForm /> : <NoPassword />}
      <TwoStepLogin me={me} />
      <Identities />
      <Tokens />
    </Stack>
  );
}
