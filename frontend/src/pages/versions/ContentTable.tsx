import { ColorSwatch, Group, Table, Text } from '@mantine/core';
import type { VersionDetail } from '../../api/types';
import { useT } from '../../i18n/useT';
import { ALL_SPLITS, splitName } from './splits';

type Counts = Readonly<Record<string, number>>;

/** Images and objects of a version by split, and the objects of each label. */
export function ContentTable({ version }: { version: VersionDetail }) {
  const t = useT();
  const splits = ALL_SPLITS.filter((split) => split in version.splits);
  const isDivided = splits.some((split) => split !== '');
  const shown = isDivided ? splits : [];
  const row = { splits: shown, isDivided };
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table verticalSpacing={6} style={{ fontVariantNumeric: 'tabular-nums' }} data-testid="version-content">
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            {shown.map((split) => (
              <Table.Th key={split} ta="right">
                {t(splitName(split))}
              </Table.Th>
            ))}
            <Table.Th ta="right">{t('versions.all')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <CountRow {...row} name={t('versions.images')} counts={version.splits} isStrong />
          <CountRow {...row} name={t('versions.objects')} counts={version.split_objects} isStrong />
          {version.labels.map((label) => (
            <CountRow
              {...row}
              key={label.id}
              name={label.name}
              color={label.color}
              counts={version.label_counts[label.id] ?? {}}
            />
          ))}
          {version.label_counts[''] && (
            <CountRow {...row} name={t('versions.unlabelled')} counts={version.label_counts['']} />
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface CountRowProps {
  name: string;
  color?: string;
  counts: Counts;
  splits: readonly string[];
  isStrong?: boolean;
}

function CountRow({ name, color, counts, splits, isStrong = false }: CountRowProps) {
  const t = useT();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={isStrong ? 600 : 400}>
        <Group gap="xs" wrap="nowrap">
          {color && <ColorSwatch size={12} color={color} withShadow={false} aria-hidden />}
          <Text size="sm" fw="inherit" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
        </Group>
      </Table.Th>
      {splits.map((split) => (
        <Table.Td key={split} ta="right">
          {t.number(counts[split] ?? 0)}
        </Table.Td>
      ))}
      <Table.Td ta="right" fw={isStrong ? 600 : undefined}>
        {t.number(total)}
      </Table.Td>
    </Table.Tr>
  );
}
