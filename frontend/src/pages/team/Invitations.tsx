import { Button, Group, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailForward, IconPlus } from '@tabler/icons-react';
import { useOpenInvitations } from '../../api/invitations';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { InvitationTable } from './InvitationTable';
import { InviteDialog } from './InviteDialog';
import { PastInvitations } from './PastInvitations';
import type { Team } from './TeamPage';

export function Invitations({ team }: { team: Team }) {
  const t = useT();
  const open = useOpenInvitations(team.id);
  const [isOpen, dialog] = useDisclosure();
  const [isPastShown, showPast] = useDisclosure();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      {t('team.invite')}
    </Button>
  );
  return (
    <Section title={t('team.invitations')} hint={t('team.invitationsHint')}>
      <ErrorMessage error={open.error} onRetry={() => void open.refetch()} />
      {open.isPending && <Skeleton h={120} />}
      {open.data?.length === 0 && (
        <EmptyState icon={<IconMailForward size={30} />} title={t('team.noInvitationsTitle')} action={add}>
          {t('team.noInvitations')}
        </EmptyState>
      )}
      {open.data && open.data.length > 0 && (
        <>
          <Group>{add}</Group>
          <InvitationTable invitations={open.data} team={team} />
        </>
      )}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isPastShown}
          onClick={showPast.toggle}
          data-testid="past-invitations"
        >
          {isPastShown ? t('team.hidePast') : t('team.showPast')}
        </Button>
      </Group>
      {isPastShown && <PastInvitations team={team} />}
      <InviteDialog opened={isOpen} onClose={dialog.close} team={team} />
    </Section>
  );
}
