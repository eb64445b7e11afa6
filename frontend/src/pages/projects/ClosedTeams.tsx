import { Alert, Button, Group } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Me } from '../../api/types';
import { useT } from '../../i18n/useT';

/** Teams whose projects are missing from the list until the person has two-step login. */
export function ClosedTeams({ me }: { me: Me }) {
  const t = useT();
  const teams = me.organizations.filter(({ needs_mfa }) => needs_mfa).map(({ name }) => name);
  if (teams.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconShieldLock size={18} />}>
      <Group justify="space-between">
        {t('signIn.teamsWait', { teams: t.list(teams) })}
        <Button component={Link} to="/account#two-step" size="xs" variant="default">
          {t('signIn.setUpNow')}
        </Button>
      </Group>
    </Alert>
  );
}
