import { Avatar, Group, Paper, Table, Text, Title } from '@mantine/core';
import type { Statistics } from '../api/types';
import { useT } from '../i18n/useT';
import { share } from './figureText';

export function ReviewersTable({ reviewers }: { reviewers: Statistics['reviewers'] }) {
  const t = useT();
  if (reviewers.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.reviewers')}>
      <Title order={2} size="h5">
        {t('quality.reviewers')}
      </Title>
      <Text c="dimmed" size="sm" mb="xs">
        {t('quality.reviewersHint')}
      </Text>
      <Table.ScrollContainer minWidth={0} type="native">
        <Table
          fz="sm"
          verticalSpacing={6}
          horizontalSpacing={6}
          style={{ fontVariantNumeric: 'tabular-nums' }}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('quality.person')}</Table.Th>
              <Table.Th ta="right">{t('quality.accepted')}</Table.Th>
              <Table.Th ta="right">{t('quality.rejected')}</Table.Th>
              <Table.Th ta="right">{t('quality.acceptance')}</Table.Th>
              <Table.Th ta="right">{t('quality.fixed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reviewers.map(({ person, accepted, rejected, acceptance, fixed_objects }) => (
              <Table.Tr key={person.id}>
                <Table.Td>
                  <Group gap={8} wrap="nowrap">
                    <Avatar
                      aria-hidden
                      size={24}
                      radius="xl"
                      name={person.name}
                      color={person.color}
                      variant="filled"
                    />
                    {person.name}
                  </Group>
                </Table.Td>
                <Table.Td ta="right">{t.number(accepted)}</Table.Td>
                <Table.Td ta="right">{t.number(rejected)}</Table.Td>
                <Table.Td ta="right">{share(acceptance, t)}</Table.Td>
                <Table.Td ta="right">{t.number(fixed_objects)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
