import { Skeleton, Text } from '@mantine/core';
import { usePastInvitations } from '../../api/invitations';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { InvitationTable } from './InvitationTable';
import type { Team } from './TeamPage';

/** The invitations that do not work any more; asked for when somebody wants to see them. */
export function PastInvitations({ team }: { team: Team }) {
  const t = useT();
  const past = usePastInvitations(team.id);
  const rows = past.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <ErrorMessage error={past.error} onRetry={() => void past.refetch()} />
      {past.isPending && <Skeleton h={80} />}
      {past.data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('team.noPast')}
        </Text>
      )}
      {rows.length > 0 && <InvitationTable invitations={rows} team={team} />}
      <LoadMore query={past} />
    </>
  );
}
