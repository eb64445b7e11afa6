import { Group, Select, TextInput } from '@mantine/core';
import { type AuditEvent, type AuditFilters, useAuditActors } from '../../api/audit';
import { useTeamProjects } from '../../api/projects';
import { useT } from '../../i18n/useT';
import { EVENTS } from './activityText';
import { actorChoices } from './actorChoices';
import type { Team } from './TeamPage';

interface ActivityFiltersProps {
  team: Team;
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

export function ActivityFilters({ team, filters, onChange }: ActivityFiltersProps) {
  const t = useT();
  const actors = useAuditActors(team.id);
  const projects = useTeamProjects(team.id);
  /** A filter that is empty is left out. */
  const choose = <K extends keyof AuditFilters>(name: K, value: AuditFilters[K] | undefined) => {
    const { [name]: _, ...others } = filters;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={t('team.who')}
        placeholder={t('team.everybody')}
        w={160}
        data={actorChoices(actors.data ?? [], filters.actor, t)}
        nothingFoundMessage={t('team.nobody')}
        value={filters.actor === undefined ? null : String(filters.actor)}
        onChange={(id) => choose('actor', id === null ? undefined : Number(id))}
        searchable
        clearable
      />
      <Select
        label={t('team.what')}
        placeholder={t('team.everything')}
        w={185}
        data={EVENTS.map((event) => ({ value: event, label: t(`events.${event}`) }))}
        value={filters.action ?? null}
        onChange={(event) => choose('action', (event as AuditEvent | null) ?? undefined)}
        searchable
        clearable
      />
      <Select
        label={t('team.project')}
        placeholder={t('team.everything')}
        w={150}
        data={(projects.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={filters.project === undefined ? null : String(filters.project)}
        onChange={(id) => choose('project', id === null ? undefined : Number(id))}
        searchable
        clearable
      />
      <TextInput
        label={t('team.from')}
        type="date"
        value={filters.from ?? ''}
        onChange={(event) => choose('from', event.currentTarget.value || undefined)}
      />
      <TextInput
        label={t('team.to')}
        type="date"
        value={filters.to ?? ''}
        onChange={(event) => choose('to', event.currentTarget.value || undefined)}
      />
    </Group>
  );
}
