import { Anchor, Avatar, Group, Paper, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Statistics } from '../api/types';
import type { PlainKey } from '../i18n/catalogue';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import { CsvButton } from './ChartSection';
import { decimal, duration, secondsText, share } from './figureText';
import { type Sorting, sorted } from './sorting';

type Row = Statistics['people'][number];

interface FigureColumn {
  readonly key: string;
  readonly name: PlainKey;
  readonly of: (row: Row) => number | null;
  readonly text: (value: number | null, t: T) => string;
}

const whole = (value: number | null, t: T) => t.number(value ?? 0);

const COLUMNS: readonly FigureColumn[] = [
  { key: 'images', name: 'quality.images', of: ({ images }) => images, text: whole },
  { key: 'reworked', name: 'quality.reworked', of: ({ reworked }) => reworked, text: whole },
  { key: 'objects', name: 'quality.objects', of: ({ objects }) => objects, text: whole },
  {
    key: 'seconds',
    name: 'quality.activeTime',
    of: ({ seconds }) => seconds,
    text: (value, t) => duration(value ?? 0, t),
  },
  {
    key: 'time',
    name: 'quality.timePerObject',
    of: ({ seconds_per_object }) => seconds_per_object,
    text: secondsText,
  },
  {
    key: 'clicks',
    name: 'quality.clicksPerObject',
    of: ({ clicks_per_object }) => clicks_per_object,
    text: decimal,
  },
  { key: 'acceptance', name: 'quality.acceptance', of: ({ acceptance }) => acceptance, text: share },
  {
    key: 'gold',
    name: 'quality.goldScore',
    of: ({ gold_score }) => gold_score,
    text: (v, t) => share(v, t, 1),
  },
  {
    key: 'agreement',
    name: 'quality.agreement',
    of: ({ agreement }) => agreement,
    text: (v, t) => share(v, t, 1),
  },
];

interface PeopleTableProps {
  people: Statistics['people'];
  csv: string;
  /** The address of the same page for one person. */
  addressOf: (person: number) => string;
}

export function PeopleTable({ people, csv, addressOf }: PeopleTableProps) {
  const t = useT();
  const [sorting, setSorting] = useState<Sorting>({ key: 'images', isDescending: true });
  const column = COLUMNS.find(({ key }) => key === sorting.key);
  const rows = sorted(
    people,
    (row) => column?.of(row) ?? null,
    ({ person }) => person.name,
    sorting,
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.people')}>
      <Group justify="space-between" align="flex-start" mb="xs">
        <div>
          <Title order={2} size="h5">
            {t('quality.people')}
          </Title>
          <Text c="dimmed" size="sm">
            {t('quality.peopleHint')}
          </Text>
        </div>
        <CsvButton address={csv} table={t('quality.people')} />
      </Group>
      <Table.ScrollContainer minWidth={880} type="native">
        <Table
          fz="sm"
          verticalSpacing={6}
          highlightOnHover
          style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
          data-testid="people-table"
        >
          <Table.Thead>
            <Table.Tr>
              <HeaderCell name={t('quality.person')} of="person" sorting={sorting} onSort={setSorting} />
              {COLUMNS.map(({ key, name }) => (
                <HeaderCell
                  key={key}
                  name={t(name)}
                  of={key}
                  sorting={sorting}
                  onSort={setSorting}
                  isFigure
                />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.person.id}>
                <Table.Td>
                  <Group gap={8} wrap="nowrap">
                    <Avatar
                      aria-hidden
                      size={24}
                      radius="xl"
                      name={row.person.name}
                      color={row.person.color}
                      variant="filled"
                    />
                    <Anchor component={Link} to={addressOf(row.person.id)} size="sm" truncate maw={180}>
                      {row.person.name}
                    </Anchor>
                  </Group>
                </Table.Td>
                {COLUMNS.map(({ key, of, text }) => (
                  <Table.Td key={key} ta="right">
                    {text(of(row), t)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

interface HeaderCellProps {
  name: string;
  of: string;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  isFigure?: boolean;
}

function HeaderCell({ name, of, sorting, onSort, isFigure = false }: HeaderCellProps) {
  const t = useT();
  const isSorted = sorting.key === of;
  const Icon = !isSorted ? IconSelector : sorting.isDescending ? IconChevronDown : IconChevronUp;
  return (
    <Table.Th aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton
        fz="xs"
        fw={600}
        w="100%"
        aria-label={t('quality.sortBy', { column: name })}
        onClick={() => onSort({ key: of, isDescending: isSorted ? !sorting.isDescending : isFigure })}
      >
        <Group
          gap={2}
          style={{ whiteSpace: 'normal' }}
          wrap="nowrap"
          justify={isFigure ? 'flex-end' : 'flex-start'}
          ta={isFigure ? 'right' : 'left'}
        >
          {name}
          <Icon size={13} style={{ flex: 'none' }} opacity={isSorted ? 1 : 0.5} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
