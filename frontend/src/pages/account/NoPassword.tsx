import { Text } from '@mantine/core';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

/** In place of the password form, for people who log in elsewhere. */
export function NoPassword() {
  const t = useT();
  return (
    <Section title={t('account.password')}>
      <Text size="sm">{t('signIn.noPassword')}</Text>
    </Section>
  );
}
