import { ActionIcon, Anchor, Avatar, Group, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Statistics } from '../api/types';
import { useT } from '../i18n/useT';
import { FIGURE_COLUMNS } from './figureColumns';
import { SortableTable } from './SortableTable';

type Person = Statistics['people'][number]['person'];

interface PeopleTableProps {
  people: Statistics['people'];
  csv: string;
  /** The address of the same page for one person. */
  addressOf: (person: number) => string;
  /** The address of what the log says a person has done, for those who may read it. */
  activityOf?: (person: number) => string;
}

export function PeopleTable({ people, csv, addressOf, activityOf }: PeopleTableProps) {
  const t = useT();
  return (
    <SortableTable
      title={t('quality.people')}
      hint={t('quality.peopleHint')}
      csv={csv}
      param="people_by"
      rows={people}
      rowKey={({ person }) => person.id}
      nameTitle={t('quality.person')}
      nameOf={({ person }) => person.name}
      head={({ person }) => (
        <PersonCell person={person} figures={addressOf(person.id)} activity={activityOf?.(person.id)} />
      )}
      columns={FIGURE_COLUMNS}
      testId="people-table"
    />
  );
}

interface PersonCellProps {
  person: Person;
  figures: string;
  activity: string | undefined;
}

function PersonCell({ person, figures, activity }: PersonCellProps) {
  const t = useT();
  const label = t('quality.activityOf', { name: person.name });
  return (
    <Group gap={8} wrap="nowrap">
      <Avatar aria-hidden size={24} radius="xl" name={person.name} color={person.color} variant="filled" />
      <Anchor component={Link} to={figures} size="sm" truncate maw={180}>
        {person.name}
      </Anchor>
      {activity !== undefined && (
        <Tooltip label={label}>
          <ActionIcon
            component={Link}
            to={activity}
            variant="subtle"
            color="gray"
            size="sm"
            ml="auto"
            aria-label={label}
          >
            <IconHistory size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
