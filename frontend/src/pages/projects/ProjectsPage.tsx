import { Button, Group, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconPhotoPlus, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useProjects } from '../../api/projects';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import type { Project } from '../../api/types';
import { CardGrid } from '../../components/CardGrid';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { NewProjectDialog } from './NewProjectDialog';
import { ProjectCard } from './ProjectCard';

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];
const CARD_WIDTH = 300;

export function ProjectsPage() {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [isOpen, dialog] = useDisclosure();
  const { data: me } = useMe();
  const projects = useProjects(settled);
  const mayCreate = me?.organizations.some(({ role }) => may(role, 'create-project')) ?? false;
  const found = projects.data?.pages.flatMap((page) => page.results) ?? [];

  return (
    <Stack gap="lg">
      <title>Projects · Stipple</title>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Projects
        </Title>
        <Group>
          <TextInput
            aria-label="Search projects"
            placeholder="Search"
            leftSection={<IconSearch size={16} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {mayCreate && (
            <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
              New project
            </Button>
          )}
        </Group>
      </Group>
      <ErrorMessage error={projects.error} onRetry={() => void projects.refetch()} />
      {projects.isPending && (
        <CardGrid cardWidth={CARD_WIDTH}>
          {SKELETONS.map((key) => (
            <Skeleton key={key} h={280} radius="md" />
          ))}
        </CardGrid>
      )}
      {projects.isSuccess && found.length === 0 && (
        <NoProjects search={settled} mayCreate={mayCreate} onNew={dialog.open} />
      )}
      <ProjectGrid projects={found} />
      <LoadMore query={projects} />
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
  if (search) {
    return (
      <EmptyState icon={<IconSearch size={30} />} title="No project matches">
        Nothing is called “{search}”. Try a part of the name.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconPhotoPlus size={30} />}
      title={mayCreate ? 'Start your first project' : 'No projects yet'}
      action={mayCreate && <Button onClick={onNew}>New project</Button>}
    >
      {mayCreate
        ? 'A project holds photos and the labels of what you look for in them. Name it, drop your photos, and click on the first object.'
        : 'Projects appear here as soon as a manager of your organization makes one. If you belong to none yet, ask a manager to add you: they need your username or your e-mail address.'}
    </EmptyState>
  );
}
