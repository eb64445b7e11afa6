import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { type AuditFilters, auditFile, useAudit } from '../../api/audit';
import type { AuditEntry } from '../../api/types';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { ActivityFilters } from './ActivityFilters';
import { detailText, eventText } from './activityText';
import { auditFiltersOf, withAuditFilters } from './auditParams';
import type { Team } from './TeamPage';

/** The audit log of a team. */
export function Activity({ team }: { team: Team }) {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const filters = auditFiltersOf(params);
  const change = (changed: AuditFilters) => setParams(withAuditFilters(params, changed), { replace: true });
  const entries = useAudit(team.id, filters);
  const rows = entries.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Section title={t('team.activity')} hint={t('team.activityHint')}>
      <Group align="flex-end" justify="space-between">
        <ActivityFilters team={team} filters={filters} onChange={change} />
        <Button
          component="a"
          href={auditFile(team.id, filters)}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('team.csv')}
        </Button>
      </Group>
      <ErrorMessage error={entries.error} onRetry={() => void entries.refetch()} />
      {entries.isPending && <Skeleton h={160} />}
      {entries.data && rows.length === 0 && (
        <EmptyState icon={<IconHistory size={30} />} title={t('team.noActivityTitle')}>
          {t('team.noActivity')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={720} type="native">
          <Table verticalSpacing="xs" data-testid="activity">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('team.when')}</Table.Th>
                <Table.Th>{t('team.who')}</Table.Th>
                <Table.Th>{t('team.what')}</Table.Th>
                <Table.Th>{t('team.project')}</Table.Th>
                <Table.Th>{t('team.address')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <LoadMore query={entries} />
    </Section>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const detail = detailText(entry, t);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {t.dateTime(entry.at)}
        </Text>
      </Table.Td>
      <Table.Td>{entry.actor || t('team.theProgram')}</Table.Td>
      <Table.Td>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {eventText(entry, t)}
        </Text>
        {detail && (
          <Text size="xs" c="dimmed">
            {detail}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{entry.project_name || '–'}</Table.Td>
      <Table.Td>
        <Text size="xs" c="dimmed">
          {entry.address || '–'}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
