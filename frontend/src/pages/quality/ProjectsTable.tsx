import { Anchor, Stack } from '@mantine/core';
import { Link } from 'react-router';
import type { TeamStatistics } from '../../api/types';
import { StateProgress } from '../../components/StateProgress';
import { FIGURE_COLUMNS, type FigureColumn } from '../../figures/figureColumns';
import { share } from '../../figures/figureText';
import { SortableTable } from '../../figures/SortableTable';
import { useT } from '../../i18n/useT';

type Row = TeamStatistics['projects'][number];

const COLUMNS: readonly FigureColumn<Row>[] = [
  { key: 'done', name: 'quality.done', of: doneOf, text: share },
  ...FIGURE_COLUMNS,
];

interface ProjectsTableProps {
  projects: TeamStatistics['projects'];
  csv: string;
  /** The address of a project's own figures. */
  addressOf: (project: number) => string;
}

export function ProjectsTable({ projects, csv, addressOf }: ProjectsTableProps) {
  const t = useT();
  return (
    <SortableTable
      title={t('quality.projects')}
      hint={t('quality.projectsHint')}
      csv={csv}
      param="projects_by"
      rows={projects}
      rowKey={({ project }) => project.id}
      nameTitle={t('quality.project')}
      nameOf={({ project }) => project.name}
      head={({ project, states }) => (
        <Stack gap={4} miw={140}>
          <Anchor component={Link} to={addressOf(project.id)} size="sm" truncate maw={220}>
            {project.name}
          </Anchor>
          <StateProgress states={states} size={4} />
        </Stack>
      )}
      columns={COLUMNS}
      testId="projects-table"
    />
  );
}

/** The share of a project's images that are handed in or accepted now; null where it has none. */
function doneOf({ states }: Row): number | null {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : ((states.submitted ?? 0) + (states.accepted ?? 0)) / all;
}
