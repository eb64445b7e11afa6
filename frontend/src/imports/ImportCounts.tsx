import { Table } from '@mantine/core';
import { useT } from '../i18n/useT';
import type { ImportSummary } from './importSummary';

/** Images and objects in a file, and what becomes of them: each row adds up. */
export function ImportCounts({ summary }: { summary: ImportSummary }) {
  const t = useT();
  const { images, objects } = summary;
  const hasRemoved = objects.removed > 0;
  const rows = [
    [t('imports.images'), images.in, images.added, null, images.matched, images.left_out, null],
    [
      t('imports.objects'),
      objects.in,
      objects.made,
      objects.updated,
      objects.unchanged,
      objects.left_out,
      objects.removed,
    ],
  ] as const;
  return (
    <Table data-testid="import-counts">
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th ta="right">{t('imports.inFile')}</Table.Th>
          <Table.Th ta="right">{t('imports.made')}</Table.Th>
          <Table.Th ta="right">{t('imports.updated')}</Table.Th>
          <Table.Th ta="right">{t('imports.hereAlready')}</Table.Th>
          <Table.Th ta="right">{t('imports.leftOut')}</Table.Th>
          {hasRemoved && <Table.Th ta="right">{t('imports.removed')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, whole, made, updated, unchanged, leftOut, removed]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <Count value={whole} isStrong />
            <Count value={made} />
            <Count value={updated} />
            <Count value={unchanged} />
            <Count value={leftOut} />
            {hasRemoved && <Count value={removed} />}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Count({ value, isStrong = false }: { value: number | null; isStrong?: boolean }) {
  const t = useT();
  return (
    <Table.Td ta="right" fw={isStrong ? 600 : undefined} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value === null ? '' : t.number(value)}
    </Table.Td>
  );
}
