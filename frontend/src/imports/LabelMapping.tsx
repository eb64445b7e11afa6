import { Button, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportChoices } from '../api/imports';
import type { Label } from '../api/types';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import type { ImportSummary } from './importSummary';
import { type LabelChoice, LEFT_OUT, labelChoices, NEW, withLabel } from './labelChoices';

const ROWS = 10;

interface LabelMappingProps {
  summary: ImportSummary;
  labels: readonly Label[];
  chosen: ImportChoices['labels'];
  onChange: (chosen: ImportChoices['labels']) => void;
}

/** Each name in the file, and what it becomes here. */
export function LabelMapping({ summary, labels, chosen, onChange }: LabelMappingProps) {
  const t = useT();
  const [shown, setShown] = useState(ROWS);
  const rows = labelChoices(summary, labels, chosen);
  if (rows.length === 0) return null;
  const created = summary.labels.created.length;
  return (
    <Stack gap="xs">
      <Table data-testid="label-mapping" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.labels')}</Table.Th>
            <Table.Th>{t('imports.labelHere')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shown).map((row) => (
            <Table.Tr key={row.name}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{row.name}</Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t('imports.labelFor', { name: row.name })}
                  data={options(row, labels, t)}
                  value={row.value}
                  allowDeselect={false}
                  searchable
                  limit={100}
                  onChange={(value) => value !== null && onChange(withLabel(chosen, row.name, value))}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > shown && (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + 5 * ROWS)}>
          {t('imports.moreLabels', { number: Math.min(5 * ROWS, rows.length - shown) })}
        </Button>
      )}
      {created > 0 && (
        <Text size="sm" c="dimmed">
          {t('imports.newLabels', { count: created })}
        </Text>
      )}
    </Stack>
  );
}

function options({ name, others }: LabelChoice, labels: readonly Label[], t: T) {
  const said = (value: string) => {
    if (value === NEW) return t('imports.newLabel', { name });
    return value === LEFT_OUT ? t('imports.leaveOut') : t('imports.noLabel');
  };
  return [
    ...others.map((value) => ({ value, label: said(value) })),
    ...labels.map((label) => ({ value: label.id.toString(), label: label.name })),
  ];
}
