import { Anchor, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from 'react-router';
import { queryKeys } from '../../api/queryKeys';
import type { Me } from '../../api/types';
import { LoginForm } from './LoginForm';
import { LoginFrame } from './LoginFrame';
import { nextPath } from './nextPath';

export function LoginPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();

  const enter = (me: Me) => {
    client.clear();
    client.setQueryData(queryKeys.me, me);
    void navigate(nextPath(search), { replace: true });
  };

  return (
    <LoginFrame title="Log in" hint="Stipple turns dots into masks.">
      <Stack>
        <LoginForm onLogin={enter} />
        <Anchor component={Link} to="/reset" size="sm" ta="center">
          Forgot your password?
        </Anchor>
      </Stack>
    </LoginFrame>
  );
}
