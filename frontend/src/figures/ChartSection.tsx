import { ActionIcon, Box, Collapse, Group, Paper, Table, Text, Title, Tooltip } from '@mantine/core';
import { IconDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useT } from '../i18n/useT';

export interface Column<Row> {
  readonly name: string;
  readonly text: (row: Row) => string;
}

interface ChartSectionProps<Row> {
  title: string;
  hint: string;
  /** Where its figures are downloaded as a CSV file, if they are. */
  csv?: string | undefined;
  /** The same figures as the chart, for those who cannot see it or want them to the digit. The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Stands in place of a chart without figures. */
  empty?: string | undefined;
  controls?: ReactNode;
  children: ReactNode;
}

/** A chart with its words, its figures as a table, and their download. */
export function ChartSection<Row>(props: ChartSectionProps<Row>) {
  const { title, hint, csv, columns, rows, rowKey, empty, controls, children } = props;
  const t = useT();
  const [isTable, setTable] = useState(false);
  const tableId = useId();
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="sm">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text c="dimmed" size="sm">
            {hint}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          {controls}
          <Tooltip label={t('quality.asTable')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('quality.tableOf', { title })}
              aria-expanded={isTable}
              aria-controls={tableId}
              disabled={empty !== undefined}
              onClick={() => setTable(!isTable)}
            >
              <IconTable size={16} />
            </ActionIcon>
          </Tooltip>
          {csv && <CsvButton address={csv} table={title} />}
        </Group>
      </Group>
      {empty !== undefined ? (
        <Text c="dimmed" ta="center" py={64} px="md" size="sm">
          {empty}
        </Text>
      ) : (
        <Box role="img" aria-label={t('quality.chartOf', { title })}>
          {children}
        </Box>
      )}
      <Collapse expanded={isTable && empty === undefined} id={tableId}>
        <Table.ScrollContainer minWidth={0} mah={320} type="native" mt="sm">
          <FigureTable columns={columns} rows={rows} rowKey={rowKey} />
        </Table.ScrollContainer>
      </Collapse>
    </Paper>
  );
}

function FigureTable<Row>({
  columns,
  rows,
  rowKey,
}: Pick<ChartSectionProps<Row>, 'columns' | 'rows' | 'rowKey'>) {
  return (
    <Table fz="sm" verticalSpacing={4} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ name }, place) => (
            <Table.Th key={name} ta={place === 0 ? 'left' : 'right'}>
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map(({ name, text }, place) => (
              <Table.Td key={name} ta={place === 0 ? 'left' : 'right'}>
                {text(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function CsvButton({ address, table }: { address: string; table: string }) {
  const t = useT();
  return (
    <Tooltip label={t('quality.csv')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        component="a"
        href={address}
        download
        aria-label={t('quality.csvOf', { table })}
      >
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
