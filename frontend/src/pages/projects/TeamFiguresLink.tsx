import { Button, Menu } from '@mantine/core';
import { IconChartBar, IconChevronDown } from '@tabler/icons-react';
import { Link } from 'react-router';
import { may } from '../../api/roles';
import type { Me } from '../../api/types';
import { useT } from '../../i18n/useT';

/** The way to the figures of a team, for those who may see those of one or of several. */
export function TeamFiguresLink({ me }: { me: Me }) {
  const t = useT();
  const teams = me.organizations.filter(({ role, needs_mfa }) => !needs_mfa && may(role, 'see-statistics'));
  const [first, second] = teams;
  if (first === undefined) return null;
  if (second === undefined)
    return (
      <Button
        variant="default"
        component={Link}
        to={`/team/${first.id}/quality`}
        leftSection={<IconChartBar size={16} />}
      >
        {t('quality.title')}
      </Button>
    );
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconChartBar size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {t('quality.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {teams.map(({ id, name }) => (
          <Menu.Item key={id} component={Link} to={`/team/${id}/quality`}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
