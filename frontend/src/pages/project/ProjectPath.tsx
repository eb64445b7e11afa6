import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Project } from '../../api/types';
import { useT } from '../../i18n/useT';

interface ProjectPathProps {
  project: Project;
  page: string;
  /** What lies between the project and the page. */
  above?: { name: string; address: string };
}

/** The way from all projects to a page of this one, whose name is `page`. */
export function ProjectPath({ project, page, above }: ProjectPathProps) {
  const t = useT();
  return (
    <Breadcrumbs>
      <Anchor component={Link} to="/projects">
        {t('projects.title')}
      </Anchor>
      <Anchor component={Link} to={`/projects/${project.id}`}>
        {project.name}
      </Anchor>
      {above && (
        <Anchor component={Link} to={above.address}>
          {above.name}
        </Anchor>
      )}
      <Text>{page}</Text>
    </Breadcrumbs>
  );
}
