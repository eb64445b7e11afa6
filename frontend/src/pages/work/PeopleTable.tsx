import { Anchor, Group, Skeleton, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { PersonAtWork, Project } from '../../api/types';
import { usePeopleAtWork } from '../../api/work';
import { ErrorMessage } from '../../components/ErrorMessage';
import { PersonAvatar } from '../../components/PersonAvatar';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

/** What waits for each person who may annotate, and what they hold now. */
export function PeopleTable({ project }: { project: Project }) {
  const t = useT();
  const people = usePeopleAtWork(project.id);
  return (
    <Section title={t('work.people')} hint={t('work.peopleHint')}>
      <ErrorMessage error={people.error} onRetry={() => void people.refetch()} />
      {people.isPending && <Skeleton h={120} />}
      {people.data && (
        <Table.ScrollContainer minWidth={560} type="native">
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('common.name')}</Table.Th>
                <Table.Th w={140}>{t('settings.role')}</Table.Th>
                <Table.Th w={110} ta="right">
                  {t('work.assigned')}
                </Table.Th>
                <Table.Th w={110} ta="right">
                  {t('work.inBatches')}
                </Table.Th>
                <Table.Th w={150} ta="right">
                  {t('work.submitted')}
                </Table.Th>
                <Table.Th w={240}>{t('work.holds')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.data.map((person) => (
                <PersonRow key={person.id} person={person} project={project} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function PersonRow({ person, project }: { person: PersonAtWork; project: Project }) {
  const t = useT();
  const figures = { ta: 'right', style: { fontVariantNumeric: 'tabular-nums' } } as const;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <PersonAvatar name={person.name} color={person.color} />
          <Anchor component={Link} to={`/projects/${project.id}?assignee=${person.id}`} size="sm">
            {person.name}
          </Anchor>
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{t(`roles.${person.role}`)}</Text>
      </Table.Td>
      <Table.Td {...figures}>{t.number(person.assigned)}</Table.Td>
      <Table.Td {...figures}>{t.number(person.in_batches)}</Table.Td>
      <Table.Td {...figures}>{t.number(person.submitted)}</Table.Td>
      <Table.Td>
        {person.holds === null ? (
          <Text size="sm" c="dimmed">
            –
          </Text>
        ) : (
          <>
            <Anchor component={Link} to={`/images/${person.holds.id}`} size="sm">
              {person.holds.name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {t('work.until', { time: t.dayTime(person.holds.lease_expires) })}
            </Text>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
