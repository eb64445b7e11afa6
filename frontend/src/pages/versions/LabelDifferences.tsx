import { ColorSwatch, Group, List, Table, Text } from '@mantine/core';
import type { VersionDifference } from '../../api/types';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

/** How labels changed, and how many objects each had before and after. */
export function LabelDifferences({ difference }: { difference: VersionDifference }) {
  const t = useT();
  const lines = useLines(difference);
  const counts = difference.label_counts.filter(({ before, after }) => before > 0 || after > 0);
  if (lines.length === 0 && counts.length === 0) return null;
  return (
    <Section title={t('versions.labels')}>
      {lines.length > 0 && (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
      {counts.length > 0 && <LabelCounts counts={counts} />}
    </Section>
  );
}

function useLines({ labels }: VersionDifference): string[] {
  const t = useT();
  return [
    ...labels.added.map(({ name }) => t('versions.labelAdded', { label: name })),
    ...labels.removed.map(({ name }) => t('versions.labelRemoved', { label: name })),
    ...labels.changed.map(({ name, before, parts }) => {
      const others = parts.filter((part) => part !== 'name').map((part) => t(`versions.label_${part}`));
      const renamed = t('versions.labelRenamed', { before, label: name });
      const changed = t('versions.labelChanged', { label: name, parts: t.list(others) });
      if (name === before) return changed;
      return others.length > 0 ? t('common.sentences', { first: renamed, second: changed }) : renamed;
    }),
  ];
}

function LabelCounts({ counts }: { counts: VersionDifference['label_counts'] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table verticalSpacing={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.label')}</Table.Th>
            <Table.Th ta="right">{t('versions.before')}</Table.Th>
            <Table.Th ta="right">{t('versions.after')}</Table.Th>
            <Table.Th ta="right">{t('versions.change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {counts.map(({ id, name, color, before, after }) => (
            <Table.Tr key={id ?? 'none'}>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  {color && <ColorSwatch size={12} color={color} withShadow={false} aria-hidden />}
                  <Text size="sm">{id === null ? t('versions.unlabelled') : name}</Text>
                </Group>
              </Table.Td>
              <Table.Td ta="right">{t.number(before)}</Table.Td>
              <Table.Td ta="right">{t.number(after)}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {t.number(after - before, { signDisplay: 'exceptZero' })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
