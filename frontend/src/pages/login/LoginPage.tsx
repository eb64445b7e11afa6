import { Anchor, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { queryKeys } from '../../api/queryKeys';
import { useLoginMethods } from '../../api/signIn';
import type { Me } from '../../api/types';
import { useT } from '../../i18n/useT';
import { ArrivalProblem } from './ArrivalProblem';
import { LoginFrame } from './LoginFrame';
import { LoginSteps, type Step } from './LoginSteps';
import { isPageOfServer, nextPath } from './nextPath';

export function LoginPage() {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [params, setParams] = useSearchParams();
  const { data: methods } = useLoginMethods();
  const step: Step = params.get('step') === 'code' ? 'code' : 'first';
  const next = nextPath(search);

  const enter = (me: Me) => {
    client.clear();
    client.setQueryData(queryKeys.me, me);
    if (isPageOfServer(next)) window.location.assign(next);
    else void navigate(next, { replace: true });
  };

  const go = (to: Step) =>
    setParams(
      (before) => {
        before.delete('problem');
        if (to === 'code') before.set('step', 'code');
        else before.delete('step');
        return before;
      },
      { replace: true },
    );

  return (
    <LoginFrame
      title={step === 'code' ? t('signIn.codeTitle') : t('login.title')}
      hint={step === 'code' ? undefined : t('login.slogan')}
    >
      <Stack>
        <ArrivalProblem search={search} />
        <LoginSteps step={step} onStep={go} onLogin={enter} next={next} />
        {step === 'first' && methods?.password !== false && (
          <Anchor component={Link} to="/reset" size="sm" ta="center">
            {t('login.forgot')}
          </Anchor>
        )}
      </Stack>
    </LoginFrame>
  );
}
