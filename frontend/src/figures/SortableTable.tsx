import { Group, Paper, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT';
import { CsvButton } from './ChartSection';
import type { FigureColumn } from './figureColumns';
import { NAME, type Sorting, sorted } from './sorting';
import { useSorting } from './useSorting';

const BUSIEST_FIRST: Sorting = { key: 'images', isDescending: true };

interface SortableTableProps<Row> {
  title: string;
  hint: string;
  csv: string;
  /** Under which name the order stands in the address. */
  param: string;
  rows: readonly Row[];
  rowKey: (row: Row) => number;
  /** The heading of the first column. */
  nameTitle: string;
  nameOf: (row: Row) => string;
  /** What stands in the first column. */
  head: (row: Row) => ReactNode;
  columns: readonly FigureColumn<Row>[];
  testId: string;
}

/** Figures of many people or projects side by side, in the order of any of them. */
export function SortableTable<Row>(props: SortableTableProps<Row>) {
  const { title, hint, csv, param, rows, rowKey, nameTitle, nameOf, head, columns, testId } = props;
  const keys = columns.map(({ key }) => key);
  const [sorting, setSorting] = useSorting(param, keys, BUSIEST_FIRST);
  const t = useT();
  const column = columns.find(({ key }) => key === sorting.key);
  const ordered = sorted(rows, (row) => column?.of(row) ?? null, nameOf, sorting);
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text c="dimmed" size="sm">
            {hint}
          </Text>
        </div>
        <CsvButton address={csv} table={title} />
      </Group>
      <Table.ScrollContainer minWidth={880} type="native">
        <Table
          fz="sm"
          verticalSpacing={6}
          horizontalSpacing={8}
          highlightOnHover
          style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
          data-testid={testId}
        >
          <Table.Thead>
            <Table.Tr>
              <HeaderCell name={nameTitle} of={NAME} sorting={sorting} onSort={setSorting} />
              {columns.map(({ key, name }) => (
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
            {ordered.map((row) => (
              <Table.Tr key={rowKey(row)}>
                <Table.Td>{head(row)}</Table.Td>
                {columns.map(({ key, of, text }) => (
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
