import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Project } from '../../api/types';
import { useT } from '../../i18n/useT';

/** The way from all projects to a page of this one, whose name is `page`. */
export function ProjectPath({ project, page }: { project: Project; page: string }) {
  const t = useT();
  return (
    <Breadcrumbs>
      <Anchor component={Link} to="/projects">
        {t('projects.title')}
      </Anchor>
      <Anchor component={Link} to={`/projects/${project.id}`}>
        {project.name}
      </Anchor>
      <Text>{page}</Text>
    </Breadcrumbs>
  );
}
