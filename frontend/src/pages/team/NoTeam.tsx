import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsersGroup } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';
import { useT } from '../../i18n/useT';
import { NewTeamDialog } from './NewTeamDialog';

export function NoTeam() {
  const t = useT();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <title>{`${t('team.title')} · Stipple`}</title>
      <EmptyState
        icon={<IconUsersGroup size={30} />}
        title={t('team.noTeamTitle')}
        action={<Button onClick={dialog.open}>{t('team.newTeam')}</Button>}
      >
        {t('team.noTeam')}
      </EmptyState>
      <NewTeamDialog opened={isOpen} onClose={dialog.close} />
    </>
  );
}
