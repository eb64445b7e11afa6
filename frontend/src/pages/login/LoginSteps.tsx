import { Anchor, Divider, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLoginMethods } from '../../api/signIn';
import type { Me } from '../../api/types';
import { useT } from '../../i18n/useT';
import { CodeStep } from './CodeStep';
import { PasswordStep } from './PasswordStep';
import { SsoButton } from './SsoButton';

export type Step = 'first' | 'code';

interface LoginStepsProps {
  step: Step;
  onStep: (step: Step) => void;
  onLogin: (me: Me) => void;
  username?: string | undefined;
  /** Where a single sign-on comes back to. */
  next: string;
  isInPlace?: boolean;
}

/** Every way to log in: password or single sign-on, and the code where the account asks for one. */
export function LoginSteps({ step, onStep, onLogin, username, next, isInPlace = false }: LoginStepsProps) {
  const t = useT();
  const { data: methods } = useLoginMethods();
  const [isWanted, setIsWanted] = useState(false);
  if (step === 'code') return <CodeStep onLogin={onLogin} onBack={() => onStep('first')} />;
  const takesPasswords = !(methods?.sso && !methods.password);
  const showsPassword = takesPasswords || isWanted;
  return (
    <Stack>
      {methods?.sso && !takesPasswords && (
        <SsoButton name={methods.sso.name} next={next} isMain isInPlace={isInPlace} />
      )}
      {methods?.sso && !takesPasswords && isWanted && (
        <Text size="sm" c="dimmed" ta="center">
          {t('signIn.forSuperusers')}
        </Text>
      )}
      {showsPassword && (
        <PasswordStep username={username} onLogin={onLogin} onCodeNeeded={() => onStep('code')} />
      )}
      {!showsPassword && (
        <Anchor component="button" type="button" size="sm" onClick={() => setIsWanted(true)}>
          {t('signIn.withPassword')}
        </Anchor>
      )}
      {methods?.sso && takesPasswords && (
        <>
          <Divider label={t('signIn.or')} />
          <SsoButton name={methods.sso.name} next={next} isMain={false} isInPlace={isInPlace} />
        </>
      )}
    </Stack>
  );
}
