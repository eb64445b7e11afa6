import { Anchor, Divider, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { LoginMethods, Offer } from '../../api/types';
import { useT } from '../../i18n/useT';
import { SsoButton } from '../login/SsoButton';
import { JoinForm } from './JoinForm';
import { joinPath, loginAndBack } from './loginAndBack';

interface JoinAsNewProps {
  code: string;
  offer: Offer;
  /** Missing when the server did not say: the form then says what is wrong. */
  methods: LoginMethods | undefined;
}

/** The ways in for somebody who is not logged in: a new account with a password, the single sign-on, or both. */
export function JoinAsNew({ code, offer, methods }: JoinAsNewProps) {
  const t = useT();
  const sso = methods?.sso;
  const takesPasswords = !(sso && !methods.password);
  const signOn = sso && (
    <SsoButton name={sso.name} next={joinPath(code)} isMain={!takesPasswords} isInPlace={false} />
  );
  return (
    <Stack>
      {takesPasswords ? (
        <JoinForm code={code} offer={offer} />
      ) : (
        <Text size="sm">{t('join.signOnFirst')}</Text>
      )}
      {takesPasswords && signOn && <Divider label={t('signIn.or')} />}
      {signOn}
      <Anchor component={Link} to={loginAndBack(code)} size="sm" ta="center">
        {t('join.haveAccount')}
      </Anchor>
    </Stack>
  );
}
