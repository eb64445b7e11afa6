import { Anchor, Badge, Breadcrumbs, Button, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconDownload, IconFileImport } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ImageFilters } from '../../api/images';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import { type Project, WORKFLOW_STATES } from '../../api/types';
import { GuidelinesDialog } from '../../components/GuidelinesDialog';
import { StateProgress } from '../../components/StateProgress';
import { STATE_COLORS } from '../../components/workflowStates';
import { useT } from '../../i18n/useT';
import { UploadButton } from '../../uploads/UploadButton';
import { withState } from './imageFilterParams';
import { NextButton } from './NextButton';
import { ProjectPages } from './ProjectPages';

interface ProjectHeaderProps {
  project: Project;
  filters: ImageFilters;
  onFilter: (changes: Partial<ImageFilters>) => void;
  onImport: () => void;
  onExport: () => void;
}

export function ProjectHeader({ project, filters, onFilter, onImport, onExport }: ProjectHeaderProps) {
  const t = useT();
  const { data: me } = useMe();
  const organization = me?.organizations.find(({ id }) => id === project.organization)?.name;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <div style={{ flex: '1 1 20rem' }}>
          <Breadcrumbs fz="sm" mb={6}>
            <Anchor component={Link} to="/projects" size="sm">
              {t('projects.title')}
            </Anchor>
            {organization !== undefined && (
              <Anchor component={Link} to={`/team/${project.organization}`} size="sm" c="dimmed">
                {organization}
              </Anchor>
            )}
          </Breadcrumbs>
          <Title order={1} size="h2">
            {project.name}
          </Title>
          {project.description && (
            <Text c="dimmed" maw={760} lineClamp={2}>
              {project.description}
            </Text>
          )}
          {project.guidelines !== '' && <GuidelinesButton project={project} />}
        </div>
        <Group gap="xs">
          {(project.states.submitted ?? 0) > 0 && <NextButton project={project} kind="review" />}
          {project.image_count > 0 && <NextButton project={project} kind="annotate" />}
          {may(project.role, 'upload') && <UploadButton project={project.id} label={t('project.upload')} />}
          {may(project.role, 'upload') && (
            <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={onImport}>
              {t('imports.import')}
            </Button>
          )}
          {may(project.role, 'export') && (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={onExport}>
              {t('project.export')}
            </Button>
          )}
        </Group>
      </Group>
      <ProjectPages project={project} />
      {project.image_count > 0 && <StateLegend project={project} filters={filters} onFilter={onFilter} />}
    </Stack>
  );
}

function GuidelinesButton({ project }: { project: Project }) {
  const t = useT();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={4}
        ml={-8}
        leftSection={<IconBook2 size={16} />}
        onClick={dialog.open}
      >
        {t('guidelines.title')}
      </Button>
      <GuidelinesDialog project={project} isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

/** The progress of the project; each state is a switch of the filter. */
function StateLegend({ project, filters, onFilter }: Omit<ProjectHeaderProps, 'onImport' | 'onExport'>) {
  const t = useT();
  const present = WORKFLOW_STATES.filter(
    (state) => (project.states[state] ?? 0) > 0 || state === filters.state,
  );
  return (
    <Stack gap={8}>
      <StateProgress states={project.states} />
      <Group gap={6}>
        {present.map((state) => (
          <UnstyledButton
            key={state}
            aria-pressed={filters.state === state}
            onClick={() => onFilter(withState(filters, state))}
          >
            <Badge
              variant={filters.state === state ? 'filled' : 'light'}
              color={STATE_COLORS[state]}
              style={{ cursor: 'pointer', textTransform: 'none' }}
            >
              {t(`workflow.${state}`)} {project.states[state] ?? 0}
            </Badge>
          </UnstyledButton>
        ))}
      </Group>
    </Stack>
  );
}
