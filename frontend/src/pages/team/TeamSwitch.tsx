import { Button, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useT } from '../../i18n/useT';
import { rememberTeam } from './lastTeam';
import { NewTeamDialog } from './NewTeamDialog';
import type { Team } from './TeamPage';

/** Another of one's teams, or a new one. */
export function TeamSwitch({ teams, current }: { teams: Team[]; current: Team }) {
  const t = useT();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();
  useEffect(() => rememberTeam(current.id), [current.id]);
  return (
    <Group gap="xs" wrap="nowrap">
      {teams.length > 1 && (
        <Select
          aria-label={t('team.switch')}
          data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(current.id)}
          allowDeselect={false}
          onChange={(id) => id && void navigate(`/team/${id}`)}
        />
      )}
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={dialog.open} flex="none">
        {t('team.newTeam')}
      </Button>
      <NewTeamDialog opened={isOpen} onClose={dialog.close} />
    </Group>
  );
}
