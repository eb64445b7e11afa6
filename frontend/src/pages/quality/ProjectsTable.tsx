import { Anchor, Stack } from '@mantine/core';
import { Link } from 'react-router';
import type { TeamStatistics } from '../../api/types';
import { StateProgress } from '../../components/StateProgress';
import { FIGURE_COLUMNS, type FigureColumn } from '../../figures/figureColumns';
import { share } from '../../figures/figureText';
import { SortableTable } from '../../figures/SortableTable';
import { useT } from '../../i18n/useT';

type Row = TeamStatistics['projects'][number];

const DONE: FigureColumn<Row> = { key: 'done', name: 'quality.done', of: doneOf, text: share };

interface ProjectsTableProps {
  projects: TeamStatistics['projects'];
  csv: string;
  /** The address of a project's own figures. */
  addressOf: (project: number) => string;
  /** Of one person's work: how far the projects are stands elsewhere. */
  isPerson: boolean;
}

export function ProjectsTable({ projects, csv, addressOf, isPerson }: ProjectsTableProps) {
  const t = useT();
  return (
    <SortableTable
      title={t('quality.projects')}
      hint={isPerson ? t('quality.projectsOfPerson') : t('quality.projectsHint')}
      csv={csv}
      param="projects_by"
      rows={projects}
      rowKey={({ project }) => project.id}
      nameTitle={t('quality.project')}
      nameOf={({ project }) => project.name}
      head={({ project, states }) => (
        <Stack gap={4} miw={130} maw={{ base: 130, lg: 240 }}>
          <Anchor component={Link} to={addressOf(project.id)} size="sm" truncate title={project.name}>
            {project.name}
          </Anchor>
          {!isPerson && <StateProgress states={states} size={4} />}
        </Stack>
      )}
      columns={isPerson ? FIGURE_COLUMNS : [DONE, ...FIGURE_COLUMNS]}
      testId="projects-table"
    />
  );
}

/** The share of a project's images that are handed in or accepted now; null where it has none. */
function doneOf({ states }: Row): number | null {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : ((states.submitted ?? 0) + (states.accepted ?? 0)) / all;
}
