import { Anchor, Breadcrumbs, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Project } from '../../api/types';
import { useT } from '../../i18n/useT';
import { ProjectPages } from './ProjectPages';

interface ProjectPathProps {
  project: Project;
  page: string;
  /** What lies between the project and the page. */
  above?: { name: string; address: string };
}

/** The way from all projects to a page of this one, whose name is `page`, and to its other pages. */
export function ProjectPath({ project, page, above }: ProjectPathProps) {
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
        {above && (
          <Anchor component={Link} to={above.address}>
            {above.name}
          </Anchor>
        )}
        <Text>{page}</Text>
      </Breadcrumbs>
      <ProjectPages project={project} />
    </Stack>
  );
}
