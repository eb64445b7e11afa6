import { Button, Stack, Text } from '@mantine/core';
import { useT } from '../../i18n/useT';
import { LoginFrame } from './LoginFrame';

/** Where a single sign-on ends that was begun in another tab, which has noticed by now. */
export function SignedInPage() {
  const t = useT();
  return (
    <LoginFrame title={t('signIn.doneTitle')}>
      <Stack>
        <Text size="sm">{t('signIn.done')}</Text>
        <Button onClick={() => window.close()}>{t('signIn.closeTab')}</Button>
      </Stack>
    </LoginFrame>
  );
}
