import { Anchor, Breadcrumbs, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Project } from '../../api/types';
import { useT } from '../../i18n/useT';
import { ProjectPages } from './ProjectPages';

/** The way from all projects to a page of this one, whose name is `page`, and to its other pages. */
export function ProjectPath({ project, page }: { project: Project; page: string }) {
  const t = useT();
  return (
    <Stack gap="xs">
      <Breadcrumbs>
        <Anchor component={Link} to="/projects">
          {t('projects.title')}
        </Anchor>
        <Anchor component={Link} to={`/projects/${project.id}`}>
          {project.name}
        </Anchor>
        <Text>{page}</Text>
      </Breadcrumbs>
      <ProjectPages project={project} />
    </Stack>
  );
}
