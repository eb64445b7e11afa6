import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { acceptOffer, useOffer } from '../../api/invitations';
import { isHigher } from '../../api/roles';
import { useMe } from '../../api/session';
import type { Offer } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { LoginFrame } from '../login/LoginFrame';
import { JoinForm } from './JoinForm';
import { useEnter } from './useEnter';

/** Where the link of an invitation leads: into the team, with one's account or a new one. */
export function JoinPage() {
  const t = useT();
  const { code = '' } = useParams();
  const offer = useOffer(code);
  const me = useMe();
  const isUnknown = offer.error instanceof ApiError && offer.error.status === 404;

  if (isUnknown) return <Closed why={t('join.unknown')} />;
  if (offer.error) {
    return (
      <LoginFrame title={t('join.invitation')}>
        <ErrorMessage error={offer.error} onRetry={() => void offer.refetch()} />
      </LoginFrame>
    );
  }
  if (!offer.data || me.isPending) {
    return (
      <Center mih="100vh">
        <Loader aria-label={t('app.loading')} />
      </Center>
    );
  }
  const { team, inviter, role, state, held } = offer.data;
  if (held !== null) return <AlreadyIn offer={offer.data} code={code} />;
  if (state !== 'open') return <Closed why={t(`join.${state}`)} />;
  return (
    <LoginFrame
      title={t('join.title', { team })}
      hint={t('join.hint', { inviter, role: t(`roles.${role}`) })}
    >
      {me.data ? (
        <JoinAsMe code={code} name={me.data.name || me.data.username} />
      ) : (
        <JoinForm code={code} offer={offer.data} />
      )}
    </LoginFrame>
  );
}

function JoinAsMe({ code, name }: { code: string; name: string }) {
  const t = useT();
  const enter = useEnter();
  const join = useMutation({ mutationFn: () => acceptOffer(code), onSuccess: enter });
  return (
    <Stack>
      <ErrorMessage error={join.error} />
      <Text size="sm">{t('join.loggedInAs', { name })}</Text>
      <Button onClick={() => join.mutate()} loading={join.isPending} fullWidth autoFocus>
        {t('join.join')}
      </Button>
    </Stack>
  );
}

function AlreadyIn({ offer, code }: { offer: Offer; code: string }) {
  const t = useT();
  const enter = useEnter();
  const raise = useMutation({ mutationFn: () => acceptOffer(code), onSuccess: enter });
  const roles = { team: offer.team, role: t(`roles.${offer.held ?? offer.role}`) };
  return (
    <LoginFrame title={t('join.alreadyTitle')}>
      <Stack>
        <ErrorMessage error={raise.error} />
        <Text size="sm">{t('join.already', roles)}</Text>
        {offer.state === 'open' && isHigher(offer.role, offer.held ?? offer.role) && (
          <Button variant="default" onClick={() => raise.mutate()} loading={raise.isPending}>
            {t('join.takeRole', { role: t(`roles.${offer.role}`) })}
          </Button>
        )}
        <Button component={Link} to="/projects">
          {t('join.toProjects')}
        </Button>
      </Stack>
    </LoginFrame>
  );
}

function Closed({ why }: { why: string }) {
  const t = useT();
  return (
    <LoginFrame title={t('join.closedTitle')}>
      <Stack>
        <Text size="sm">{why}</Text>
        <Button component={Link} to="/projects" variant="default">
          {t('join.toLogin')}
        </Button>
      </Stack>
    </LoginFrame>
  );
}
