import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { VersionDifference } from '../../api/types';
import { useT } from '../../i18n/useT';

/** How many images and objects differ, and how. */
export function DifferenceFigures({ difference: { images, objects } }: { difference: VersionDifference }) {
  const t = useT();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Figures
        title={t('versions.images')}
        rows={[
          [t('versions.added'), images.added],
          [t('versions.removed'), images.removed],
          [t('versions.changed'), images.changed],
          [t('versions.moved'), images.moved],
          [t('versions.unchanged'), images.unchanged],
        ]}
      />
      <Figures
        title={t('versions.objects')}
        rows={
          objects && [
            [t('versions.added'), objects.added],
            [t('versions.removed'), objects.removed],
            [t('versions.changed'), objects.changed],
          ]
        }
      />
    </SimpleGrid>
  );
}

type Row = readonly [name: string, count: number];

/** `rows` null: there are too many to be counted. */
function Figures({ title, rows }: { title: string; rows: readonly Row[] | null }) {
  const t = useT();
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb="xs">
        {title}
      </Text>
      {rows === null && (
        <Text size="sm" c="dimmed">
          {t('versions.tooMany')}
        </Text>
      )}
      <SimpleGrid cols={rows && rows.length > 3 ? 5 : 3} spacing="xs">
        {rows?.map(([name, count]) => (
          <div key={name}>
            <Text size="xl" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {t.number(count)}
            </Text>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}
