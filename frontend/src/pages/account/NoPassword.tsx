import { Text } from '@mantine/core';
import { useLoginMethods } from '../../api/signIn';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

/** In place of the password form, for people who log in elsewhere; nothing where passwords are not taken. */
export function NoPassword() {
  const t = useT();
  const { data: methods } = useLoginMethods();
  if (methods?.password === false) return null;
  return (
    <Section title={t('account.password')}>
      <Text size="sm">{t('signIn.noPassword')}</Text>
    </Section>
  );
}
