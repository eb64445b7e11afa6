import { Badge, Stack, Table, Text } from '@mantine/core';
import type { ModelNumbers } from '../../api/types';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { figure, numbersTables, protocolName } from './modelNumbers';

/** More columns than these are set in small type, so that they stand side by side. */
const MANY_METRICS = 6;

export function NumbersSection({ numbers }: { numbers: ModelNumbers[] }) {
  const t = useT();
  const tables = numbersTables(numbers);
  return (
    <Section title={t('models.figures')} hint={t('models.figuresHint')}>
      {tables.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('models.noFigures')}
        </Text>
      )}
      {tables.map(({ protocol, metrics, rows }) => (
        <Stack key={protocol} gap={4}>
          <Text size="sm" fw={600}>
            {protocolName(protocol, t)}
          </Text>
          <Table.ScrollContainer minWidth={0} type="native">
            <Table
              verticalSpacing={6}
              horizontalSpacing={metrics.length > MANY_METRICS ? 6 : 'xs'}
              fz={metrics.length > MANY_METRICS ? 'xs' : 'sm'}
              style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
            >
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('models.dataset')}</Table.Th>
                  <Table.Th>{t('models.origin')}</Table.Th>
                  {metrics.map((metric) => (
                    <Table.Th key={metric} ta="right">
                      {metric}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={`${row.dataset} ${row.source} ${JSON.stringify(row)}`}>
                    <Table.Td>
                      {row.dataset}
                      {row.note && (
                        <Text size="xs" c="dimmed">
                          {row.note}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Origin source={row.source} />
                    </Table.Td>
                    {metrics.map((metric) => (
                      <Table.Td key={metric} ta="right">
                        {figure(metric, row[metric], t)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Stack>
      ))}
    </Section>
  );
}

function Origin({ source }: { source: ModelNumbers['source'] }) {
  const t = useT();
  return source === 'measured' ? (
    <Badge variant="light" color="teal" tt="none" miw="max-content">
      {t('models.measured')}
    </Badge>
  ) : (
    <Badge variant="outline" color="gray" tt="none" miw="max-content">
      {t('models.published')}
    </Badge>
  );
}
