import { Center, Loader } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ApiError } from '../api/errors';
import { useMe } from '../api/session';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { ReauthenticationDialog } from './ReauthenticationDialog';
import { useLeftovers } from './useLeftovers';

/** Pages for people with an account: others go to the login page and come back after it. */
export function RequireLogin() {
  const t = useT();
  const me = useMe();
  const location = useLocation();
  useLeftovers(me.data?.id);
  if (me.data) {
    return (
      <>
        <Outlet />
        <ReauthenticationDialog />
      </>
    );
  }
  if (me.error instanceof ApiError && (me.error.status === 401 || me.error.status === 403)) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/login?next=${next}`} replace />;
  }
  return (
    <Center h="100vh" px="md">
      {me.error ? (
        <ErrorMessage error={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <Loader role="status" aria-label={t('app.loading')} />
      )}
    </Center>
  );
}
