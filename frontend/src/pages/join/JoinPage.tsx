import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { acceptOffer, useOffer } from '../../api/invitations';
import { isHigher } from '../../api/roles';
import { useMe } from '../../api/session';
import { useLoginMethods } from '../../api/signIn';
import type { Me, Offer } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { LoginFrame } from '../login/LoginFrame';
import { JoinAsNew } from './JoinAsNew';
import { OtherAccount } from './OtherAccount';
import { useEnter } from './useEnter';

/** Where the link of an invitation leads: into the team, with one's account or a new one. */
export function JoinPage() {
  const t = useT();
  const { code = '' } = useParams();
  const offer = useOffer(code);
  const me = useMe();
  const methods = useLoginMethods();
  const isUnknown = offer.error instanceof ApiError && offer.error.status === 404;

  if (isUnknown) return <Closed why={t('join.unknown')} />;
  if (offer.error) {
    return (
      <LoginFrame title={t('join.invitation')}>
        <ErrorMessage error={offer.error} onRetry={() => void offer.refetch()} />
      </LoginFrame>
    );
  }
  if (!offer.data || me.isPending || methods.isPending) {
    return (
      <Center mih="100vh">
        <Loader role="status" aria-label={t('app.loading')} />
      </Center>
    );
  }
  const { team, inviter, role, state, held } = offer.data;
  if (held !== null && me.data) return <AlreadyIn offer={offer.data} code={code} me={me.data} />;
  if (state !== 'open') return <Closed why={t(`join.${state}`)} />;
  return (
    <LoginFrame
      title={t('join.title', { team })}
      hint={t('join.hint', { inviter, role: t(`roles.${role}`) })}
    >
      {me.data ? (
        <JoinAsMe code={code} offer={offer.data} me={me.data} />
      ) : (
        <JoinAsNew code={code} offer={offer.data} methods={methods.data} />
      )}
    </LoginFrame>
  );
}

interface MemberProps {
  code: string;
  offer: Offer;
  me: Me;
}

function isFor(me: Me, offer: Offer): boolean {
  return offer.email === '' || offer.email.toLowerCase() === me.email.toLowerCase();
}

function JoinAsMe({ code, offer, me }: MemberProps) {
  const t = useT();
  const enter = useEnter();
  const join = useMutation({ mutationFn: () => acceptOffer(code), onSuccess: enter });
  const isMine = isFor(me, offer);
  return (
    <Stack>
      <ErrorMessage error={join.error} />
      <Text size="sm">{t('join.loggedInAs', { name: me.name || me.username })}</Text>
      {isMine ? (
        <Button onClick={() => join.mutate()} loading={join.isPending} fullWidth autoFocus>
          {t('join.join')}
        </Button>
      ) : (
        <Text size="sm">{t('join.forAnother', { email: offer.email })}</Text>
      )}
      <OtherAccount code={code} />
    </Stack>
  );
}

function AlreadyIn({ offer, code, me }: MemberProps) {
  const t = useT();
  const enter = useEnter();
  const raise = useMutation({ mutationFn: () => acceptOffer(code), onSuccess: enter });
  const isMine = isFor(me, offer);
  const takesRole =
    offer.email !== '' && isMine && offer.state === 'open' && isHigher(offer.role, offer.held ?? offer.role);
  const roles = { team: offer.team, role: t(`roles.${offer.held ?? offer.role}`) };
  return (
    <LoginFrame title={t('join.alreadyTitle')}>
      <Stack>
        <ErrorMessage error={raise.error} />
        <Text size="sm">{t('join.already', roles)}</Text>
        {!isMine && <Text size="sm">{t('join.forAnother', { email: offer.email })}</Text>}
        {takesRole && (
          <Button variant="default" onClick={() => raise.mutate()} loading={raise.isPending}>
            {t('join.takeRole', { role: t(`roles.${offer.role}`) })}
          </Button>
        )}
        <Button component={Link} to="/projects">
          {t('join.toProjects')}
        </Button>
        <OtherAccount code={code} />
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
