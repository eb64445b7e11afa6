import { Select, type SelectProps } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import { useProjectTags } from '../../api/imageMarks';
import type { ImageFilters, ImageOrdering } from '../../api/images';
import { useMembers } from '../../api/projectRoles';
import { type ImageStatus, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { useT } from '../../i18n/useT';
import classes from './ImageFilterBar.module.css';
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
  const people = useMembers(project.id).data ?? [];
  const tagChoices = filters.tag === undefined || tags.includes(filters.tag) ? tags : [filters.tag, ...tags];
  return (
    <div className={classes.bar} data-testid="image-filters">
      <SearchField
        value={filters.search ?? ''}
        onChange={(search) => onChange({ search: search || undefined })}
      />
      <Choice
        aria-label={t('project.state')}
        placeholder={t('project.anyState')}
        clearable
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
        value={filters.state ?? null}
        onChange={(state) => onChange({ state: (state as WorkflowState | null) ?? undefined })}
      />
      <Choice
        aria-label={t('common.label')}
        placeholder={t('project.anyLabel')}
        clearable
        searchable
        isOpenEnded
        nothingFoundMessage={t('project.noSuchLabel')}
        data={project.labels.map((label) => ({ value: String(label.id), label: label.name }))}
        value={filters.label === undefined ? null : String(filters.label)}
        onChange={(label) => onChange({ label: label === null ? undefined : Number(label) })}
      />
      {tagChoices.length > 0 && (
        <Choice
          aria-label={t('marks.tagFilter')}
          placeholder={t('marks.anyTag')}
          clearable
          searchable
          isOpenEnded
          nothingFoundMessage={t('marks.noSuchTag')}
          data={tagChoices.map((tag) => ({ value: tag, label: tag }))}
          value={filters.tag ?? null}
          onChange={(tag) => onChange({ tag: tag ?? undefined })}
          data-testid="tag-filter"
        />
      )}
      <Choice
        aria-label={t('marks.filter')}
        placeholder={t('marks.any')}
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
      <Choice
        aria-label={t('comments.filter')}
        placeholder={t('comments.any')}
        clearable
        data={[{ value: 'open', label: t('comments.onlyOpen') }]}
        value={filters.comments ?? null}
        onChange={(comments) => onChange({ comments: comments === 'open' ? comments : undefined })}
        data-testid="comments-filter"
      />
      <Choice
        aria-label={t('work.filter')}
        placeholder={t('work.anyAssignee')}
        clearable
        searchable
        isOpenEnded
        nothingFoundMessage={t('work.noSuchPerson')}
        data={[
          { value: 'me', label: t('work.mine') },
          { value: 'none', label: t('work.nobodys') },
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={filters.assignee ?? null}
        onChange={(assignee) => onChange({ assignee: assignee ?? undefined })}
        data-testid="assignee-filter"
      />
      <Choice
        aria-label={t('project.processing')}
        placeholder={t('project.anyStatus')}
        clearable
        data={[
          { value: 'ready', label: t('project.statusReady') },
          { value: 'processing', label: t('project.statusProcessing') },
          { value: 'failed', label: t('project.statusFailed') },
        ]}
        value={filters.status ?? null}
        onChange={(status) => onChange({ status: (status as ImageStatus | null) ?? undefined })}
      />
      <Choice
        aria-label={t('project.order')}
        leftSection={<IconArrowsSort size={16} />}
        leftSectionWidth={30}
        data={ORDERINGS.map(({ value, name }) => ({ value, label: t(name) }))}
        allowDeselect={false}
        value={filters.ordering ?? DEFAULT_ORDERING}
        onChange={(ordering) => onChange({ ordering: (ordering as ImageOrdering | null) ?? undefined })}
      />
    </div>
  );
}

interface ChoiceProps extends SelectProps<string> {
  data: { value: string; label: string }[];
  /** What is chosen is as long as people have named it: the field makes no room for it. */
  isOpenEnded?: boolean;
}

function Choice({ isOpenEnded = false, ...props }: ChoiceProps) {
  const choices = isOpenEnded ? [] : props.data.map(({ label }) => label);
  return (
    <div
      className={classes.field}
      data-words={[props.placeholder ?? '', ...choices].join('\n')}
      data-icon={props.leftSection !== undefined || undefined}
    >
      <Select {...props} classNames={{ input: classes.input ?? '' }} rightSectionWidth={26} />
    </div>
  );
}
