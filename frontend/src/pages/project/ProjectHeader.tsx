import {
  ActionIcon,
  Anchor,
  Badge,
  Breadcrumbs,
  Button,
  Group,
  type MantineSize,
  Stack,
  Text,
  Title,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconChartBar,
  IconChecks,
  IconDownload,
  IconListCheck,
  IconPlayerPlayFilled,
  IconSettings,
  IconUsersGroup,
  IconVersions,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { type ImageFilters, leaseNextImage } from '../../api/images';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import { type Project, WORKFLOW_STATES } from '../../api/types';
import { showError } from '../../components/confirm';
import { StateProgress } from '../../components/StateProgress';
import { STATE_COLORS } from '../../components/workflowStates';
import { useT } from '../../i18n/useT';
import { UploadButton } from '../../uploads/UploadButton';
import { withState } from './imageFilterParams';

interface ProjectHeaderProps {
  project: Project;
  filters: ImageFilters;
  onFilter: (changes: Partial<ImageFilters>) => void;
  onExport: () => void;
}

export function ProjectHeader({ project, filters, onFilter, onExport }: ProjectHeaderProps) {
  const t = useT();
  const { data: me } = useMe();
  const organization = me?.organizations.find(({ id }) => id === project.organization)?.name;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <div>
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
        </div>
        <Group gap="xs">
          {(project.states.submitted ?? 0) > 0 && <NextButton project={project} kind="review" />}
          {project.image_count > 0 && <NextButton project={project} kind="annotate" />}
          {may(project.role, 'upload') && <UploadButton project={project.id} label={t('project.upload')} />}
          {may(project.role, 'export') && (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={onExport}>
              {t('project.export')}
            </Button>
          )}
          {may(project.role, 'review') && (
            <Tooltip label={t('reviews.title')}>
              <ActionIcon
                variant="default"
                size={36}
                component={Link}
                to={`/projects/${project.id}/review`}
                aria-label={t('reviews.title')}
              >
                <IconListCheck size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {may(project.role, 'export') && (
            <Tooltip label={t('versions.title')}>
              <ActionIcon
                variant="default"
                size={36}
                component={Link}
                to={`/projects/${project.id}/versions`}
                aria-label={t('versions.title')}
              >
                <IconVersions size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {may(project.role, 'see-statistics') && (
            <Tooltip label={t('quality.title')}>
              <ActionIcon
                variant="default"
                size={36}
                component={Link}
                to={`/projects/${project.id}/quality`}
                aria-label={t('quality.title')}
              >
                <IconChartBar size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {may(project.role, 'manage') && (
            <Tooltip label={t('work.title')}>
              <ActionIcon
                variant="default"
                size={36}
                component={Link}
                to={`/projects/${project.id}/work`}
                aria-label={t('work.handOut')}
              >
                <IconUsersGroup size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {may(project.role, 'manage') && (
            <Tooltip label={t('project.settings')}>
              <ActionIcon
                variant="default"
                size={36}
                component={Link}
                to={`/projects/${project.id}/settings`}
                aria-label={t('project.projectSettings')}
              >
                <IconSettings size={18} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      {project.image_count > 0 && <StateLegend project={project} filters={filters} onFilter={onFilter} />}
    </Stack>
  );
}

/** The progress of the project; each state is a switch of the filter. */
function StateLegend({ project, filters, onFilter }: Omit<ProjectHeaderProps, 'onExport'>) {
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

interface NextButtonProps {
  project: Project;
  kind: 'annotate' | 'review';
  size?: MantineSize;
  /** It stands where something else had the focus that is gone now. */
  takesFocus?: boolean;
}

/** Lease the next image that waits for this kind of work, so that two people never get the same one. */
export function NextButton({ project, kind, size = 'sm', takesFocus = false }: NextButtonProps) {
  const t = useT();
  const navigate = useNavigate();
  const isReview = kind === 'review';
  const next = useMutation({
    mutationFn: () => leaseNextImage(project.id, kind),
    onSuccess: (image) => {
      if (image) void navigate(`/images/${image.id}${isReview ? '?state=submitted' : ''}`);
      else {
        const message = isReview ? t('project.noneToReview') : t('project.noneToAnnotate');
        notifications.show({ title: t('project.nothingLeft'), message });
      }
    },
    onError: showError,
  });
  if (!may(project.role, kind)) return null;
  return (
    <Button
      size={size}
      variant={isReview ? 'light' : 'filled'}
      leftSection={isReview ? <IconChecks size={16} /> : <IconPlayerPlayFilled size={14} />}
      loading={next.isPending}
      autoFocus={takesFocus}
      onClick={() => next.mutate()}
    >
      {isReview ? t('project.reviewNext') : t('project.annotateNext')}
    </Button>
  );
}
