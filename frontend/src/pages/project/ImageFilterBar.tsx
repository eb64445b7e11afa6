import { Group, Select } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import { useProjectTags } from '../../api/imageMarks';
import type { ImageFilters, ImageOrdering } from '../../api/images';
import { type ImageStatus, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { useT } from '../../i18n/useT';
import { DEFAULT_ORDERING, ORDERINGS } from './imageFilterParams';
import { SearchField } from './SearchField';

interface ImageFilterBarProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

export function ImageFilterBar({ project, filters, onChange }: ImageFilterBarProps) {
  const t = useT();
  const tags = useProjectTags(project.id).data?.map(({ name }) => name) ?? [];
  return (
    <Group gap="xs">
      <SearchField
        value={filters.search ?? ''}
        onChange={(search) => onChange({ search: search || undefined })}
      />
      <Select
        aria-label={t('project.state')}
        placeholder={t('project.anyState')}
        w={180}
        clearable
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
        value={filters.state ?? null}
        onChange={(state) => onChange({ state: (state as WorkflowState | null) ?? undefined })}
      />
      <Select
        aria-label={t('common.label')}
        placeholder={t('project.anyLabel')}
        w={190}
        clearable
        searchable
        nothingFoundMessage={t('project.noSuchLabel')}
        data={project.labels.map((label) => ({ value: String(label.id), label: label.name }))}
        value={filters.label === undefined ? null : String(filters.label)}
        onChange={(label) => onChange({ label: label === null ? undefined : Number(label) })}
      />
      {(tags.length > 0 || filters.tag !== undefined) && (
        <Select
          aria-label={t('marks.tagFilter')}
          placeholder={t('marks.anyTag')}
          w={230}
          clearable
          searchable
          nothingFoundMessage={t('marks.noSuchTag')}
          data={filters.tag === undefined || tags.includes(filters.tag) ? tags : [filters.tag, ...tags]}
          value={filters.tag ?? null}
          onChange={(tag) => onChange({ tag: tag ?? undefined })}
          data-testid="tag-filter"
        />
      )}
      <Select
        aria-label={t('marks.filter')}
        placeholder={t('marks.any')}
        w={230}
        clearable
        data={[
          { value: 'true', label: t('marks.onlyFlagged') },
          { value: 'false', label: t('marks.notFlagged') },
        ]}
        value={filters.flagged ?? null}
        onChange={(flagged) =>
          onChange({ flagged: (flagged as ImageFilters['flagged'] | null) ?? undefined })
        }
        data-testid="flag-filter"
      />
      <Select
        aria-label={t('comments.filter')}
        placeholder={t('comments.any')}
        w={190}
        clearable
        data={[{ value: 'open', label: t('comments.onlyOpen') }]}
        value={filters.comments ?? null}
        onChange={(comments) => onChange({ comments: comments === 'open' ? comments : undefined })}
        data-testid="comments-filter"
      />
      <Select
        aria-label={t('project.processing')}
        placeholder={t('project.anyStatus')}
        w={160}
        clearable
        data={[
          { value: 'ready', label: t('project.statusReady') },
          { value: 'processing', label: t('project.statusProcessing') },
          { value: 'failed', label: t('project.statusFailed') },
        ]}
        value={filters.status ?? null}
        onChange={(status) => onChange({ status: (status as ImageStatus | null) ?? undefined })}
      />
      <Select
        aria-label={t('project.order')}
        w={230}
        ml="auto"
        leftSection={<IconArrowsSort size={16} />}
        data={ORDERINGS.map(({ value, name }) => ({ value, label: t(name) }))}
        allowDeselect={false}
        value={filters.ordering ?? DEFAULT_ORDERING}
        onChange={(ordering) => onChange({ ordering: (ordering as ImageOrdering | null) ?? undefined })}
      />
    </Group>
  );
}
