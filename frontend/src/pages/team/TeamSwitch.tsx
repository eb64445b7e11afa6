import { ActionIcon, Group, Select, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useT } from '../../i18n/useT';
import { NewTeamDialog } from './NewTeamDialog';
import type { Team } from './TeamPage';

/** Another of one's teams, or a new one. */
export function TeamSwitch({ teams, current }: { teams: Team[]; current: Team }) {
  const t = useT();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();
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
      <Tooltip label={t('team.newTeam')}>
        <ActionIcon variant="default" size={36} aria-label={t('team.newTeam')} onClick={dialog.open}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <NewTeamDialog opened={isOpen} onClose={dialog.close} />
    </Group>
  );
}
