import { Anchor, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from 'react-router';
import { queryKeys } from '../../api/queryKeys';
import type { Me } from '../../api/types';
import { useT } from '../../i18n/useT';
import { LoginForm } from './LoginForm';
import { LoginFrame } from './LoginFrame';
import { nextPath } from './nextPath';

export function LoginPage() {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();

  const enter = (me: Me) => {
    client.clear();
    client.setQueryData(queryKeys.me, me);
    void navigate(nextPath(search), { replace: true });
  };

  return (
    <LoginFrame title={t('login.title')} hint={t('login.slogan')}>
      <Stack>
        <LoginForm onLogin={enter} />
        <Anchor component={Link} to="/reset" size="sm" ta="center">
          {t('login.forgot')}
        </Anchor>
      </Stack>
    </LoginFrame>
  );
}
