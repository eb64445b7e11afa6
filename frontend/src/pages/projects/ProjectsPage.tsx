import { Button, Group, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconArchive, IconPhotoPlus, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useProjects } from '../../api/projects';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import type { Project } from '../../api/types';
import { RestoreDialog } from '../../backups/RestoreDialog';
import { CardGrid } from '../../components/CardGrid';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { ClosedTeams } from './ClosedTeams';
import { NewProjectDialog } from './NewProjectDialog';
import { ProjectCard } from './ProjectCard';
import { TeamFiguresLink } from './TeamFiguresLink';

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];
const CARD_WIDTH = 300;

export function ProjectsPage() {
  const t = useT();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [isOpen, dialog] = useDisclosure();
  const [isRestoring, restore] = useDisclosure();
  const { data: me } = useMe();
  const projects = useProjects(settled);
  const mayCreate =
    me?.organizations.some(({ role, needs_mfa }) => !needs_mfa && may(role, 'create-project')) ?? false;
  const isClosed = me?.organizations.some(({ needs_mfa }) => needs_mfa) ?? false;
  const found = projects.data?.pages.flatMap((page) => page.results) ?? [];

  return (
    <Stack gap="lg">
      <title>{`${t('projects.title')} · Stipple`}</title>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t('projects.title')}
        </Title>
        <Group>
          <TextInput
            aria-label={t('projects.searchProjects')}
            placeholder={t('projects.search')}
            leftSection={<IconSearch size={16} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {me && <TeamFiguresLink me={me} />}
          {mayCreate && (
            <Button variant="default" leftSection={<IconArchive size={16} />} onClick={restore.open}>
              {t('backups.restore')}
            </Button>
          )}
          {mayCreate && (
            <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
              {t('projects.newProject')}
            </Button>
          )}
        </Group>
      </Group>
      {me && <ClosedTeams me={me} />}
      <ErrorMessage error={projects.error} onRetry={() => void projects.refetch()} />
      {projects.isPending && (
        <CardGrid cardWidth={CARD_WIDTH}>
          {SKELETONS.map((key) => (
            <Skeleton key={key} h={280} radius="md" />
          ))}
        </CardGrid>
      )}
      {projects.isSuccess && found.length === 0 && !(isClosed && settled === '') && (
        <NoProjects search={settled} mayCreate={mayCreate} onNew={dialog.open} />
      )}
      <ProjectGrid projects={found} />
      <LoadMore query={projects} />
      {me && <RestoreDialog opened={isRestoring} onClose={restore.close} me={me} />}
      {me && <NewProjectDialog opened={isOpen} onClose={dialog.close} me={me} />}
    </Stack>
  );
}

function ProjectGrid({ projects }: { projects: Project[] }) {
  return (
    <CardGrid cardWidth={CARD_WIDTH}>
      {projects.map((project) => (
        <ProjectCard key={project.id} project={project} />
      ))}
    </CardGrid>
  );
}

function NoProjects({ search, mayCreate, onNew }: { search: string; mayCreate: boolean; onNew: () => void }) {
  const t = useT();
  if (search) {
    return (
      <EmptyState icon={<IconSearch size={30} />} title={t('projects.noMatchTitle')}>
        {t('projects.noMatch', { search })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconPhotoPlus size={30} />}
      title={mayCreate ? t('projects.firstTitle') : t('projects.noneTitle')}
      action={mayCreate && <Button onClick={onNew}>{t('projects.newProject')}</Button>}
    >
      {mayCreate ? t('projects.first') : t('projects.none')}
    </EmptyState>
  );
}
