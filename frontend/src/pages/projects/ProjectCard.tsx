import { Card, ColorSwatch, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Project } from '../../api/types';
import { StateProgress } from '../../components/StateProgress';
import { useT } from '../../i18n/useT';
import classes from './ProjectCard.module.css';
import { ProjectCover } from './ProjectCover';

const SHOWN_LABELS = 8;

export function ProjectCard({ project }: { project: Project }) {
  const t = useT();
  const count = project.image_count;
  const accepted = project.states.accepted ?? 0;
  return (
    <Card
      withBorder
      padding="md"
      className={classes.card}
      component={Link}
      to={`/projects/${project.id}`}
      data-testid="project-card"
    >
      <Card.Section>
        <ProjectCover project={project} />
      </Card.Section>
      <Stack gap={8} mt="md">
        <div>
          <Group gap={6} wrap="nowrap">
            <Text fw={600} truncate title={project.name}>
              {project.name}
            </Text>
            {project.is_private && (
              <IconLock size={14} role="img" aria-label={t('settings.private')} style={{ flex: 'none' }} />
            )}
          </Group>
          <Text size="sm" c="dimmed" lineClamp={1} mih="1.55em">
            {project.description || t('projects.noDescription')}
          </Text>
        </div>
        <StateProgress states={project.states} />
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {t('common.images', { count })}
            {accepted > 0 && ` · ${t('projects.accepted', { count: accepted })}`}
          </Text>
          <Group gap={4} wrap="nowrap">
            {project.labels.slice(0, SHOWN_LABELS).map((label) => (
              <Tooltip key={label.id} label={label.name}>
                <ColorSwatch size={12} color={label.color} withShadow={false} />
              </Tooltip>
            ))}
            {project.labels.length > SHOWN_LABELS && (
              <Text size="xs" c="dimmed">
                +{project.labels.length - SHOWN_LABELS}
              </Text>
            )}
          </Group>
        </Group>
      </Stack>
    </Card>
  );
}
