import { NumberInput, Select, type SelectProps, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useProjectTags } from '../../api/imageMarks';
import type { ImageFilters } from '../../api/images';
import { useMembers } from '../../api/projectRoles';
import { may } from '../../api/roles';
import { type Project, WORKFLOW_STATES } from '../../api/types';
import { useBatches } from '../../api/work';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';
import { DAYS, isMetadataFilter, SIZES } from './imageFilterParams';

interface FilterFieldsProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

const SETTLE_MS = 400;
export const DAY_NAMES: Record<(typeof DAYS)[number], PlainKey> = {
  created_from: 'lists.createdFrom',
  created_to: 'lists.createdTo',
  updated_from: 'lists.updatedFrom',
  updated_to: 'lists.updatedTo',
};
export const SIZE_NAMES: Record<(typeof SIZES)[number], PlainKey> = {
  pixels_from: 'lists.pixelsFrom',
  pixels_to: 'lists.pixelsTo',
};

/** Every filter of the list; what is chosen is in the address at once. */
export function FilterFields({ project, filters, onChange }: FilterFieldsProps) {
  const t = useT();
  const tags = useProjectTags(project.id).data?.map(({ name }) => name) ?? [];
  const people = (useMembers(project.id).data ?? []).map(({ id, name }) => ({
    value: String(id),
    label: name,
  }));
  const batches = useBatches(project.id).data ?? [];
  const tagChoices = filters.tag === undefined || tags.includes(filters.tag) ? tags : [filters.tag, ...tags];
  const set =
    (name: keyof ImageFilters) =>
    (value: string | null): void =>
      onChange({ [name]: value ?? undefined });
  const settle = useDebouncedCallback(onChange, SETTLE_MS);
  const number = (value: string | number): number | undefined => (value === '' ? undefined : Number(value));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs" data-testid="filter-fields">
      <Choice
        label={t('project.state')}
        placeholder={t('project.anyState')}
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
        value={filters.state ?? null}
        onChange={set('state')}
      />
      <Choice
        label={t('common.label')}
        placeholder={t('project.anyLabel')}
        searchable
        nothingFoundMessage={t('project.noSuchLabel')}
        data={project.labels.map((label) => ({ value: String(label.id), label: label.name }))}
        value={filters.label === undefined ? null : String(filters.label)}
        onChange={(label) => onChange({ label: label === null ? undefined : Number(label) })}
      />
      <Choice
        label={t('marks.tagFilter')}
        placeholder={t('marks.anyTag')}
        searchable
        nothingFoundMessage={t('marks.noSuchTag')}
        data={tagChoices.map((tag) => ({ value: tag, label: tag }))}
        value={filters.tag ?? null}
        onChange={set('tag')}
        data-testid="tag-filter"
      />
      <MetadataField value={filters.metadata ?? ''} onChange={(metadata) => onChange({ metadata })} />
      <Choice
        label={t('work.filter')}
        placeholder={t('work.anyAssignee')}
        searchable
        nothingFoundMessage={t('work.noSuchPerson')}
        data={[
          { value: 'me', label: t('work.mine') },
          { value: 'none', label: t('work.nobodys') },
          ...people,
        ]}
        value={filters.assignee ?? null}
        onChange={set('assignee')}
        data-testid="assignee-filter"
      />
      <Choice
        label={t('lists.annotator')}
        placeholder={t('lists.anyAnnotator')}
        searchable
        nothingFoundMessage={t('work.noSuchPerson')}
        data={[{ value: 'me', label: t('work.mine') }, ...people]}
        value={filters.annotator ?? null}
        onChange={set('annotator')}
      />
      <Choice
        label={t('work.batch')}
        placeholder={t('lists.anyBatch')}
        searchable
        data={[
          { value: 'none', label: t('work.noBatch') },
          ...batches.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={filters.batch ?? null}
        onChange={set('batch')}
      />
      <Choice
        label={t('lists.objects')}
        placeholder={t('lists.anyObjects')}
        data={[
          { value: 'some', label: t('lists.someObjects') },
          { value: 'none', label: t('lists.noObjects') },
        ]}
        value={filters.objects ?? null}
        onChange={set('objects')}
      />
      <Choice
        label={t('marks.filter')}
        placeholder={t('marks.any')}
        data={[
          { value: 'true', label: t('marks.onlyFlagged') },
          { value: 'false', label: t('marks.notFlagged') },
        ]}
        value={filters.flagged ?? null}
        onChange={set('flagged')}
        data-testid="flag-filter"
      />
      <Choice
        label={t('comments.filter')}
        placeholder={t('comments.any')}
        data={[{ value: 'open', label: t('comments.onlyOpen') }]}
        value={filters.comments ?? null}
        onChange={set('comments')}
        data-testid="comments-filter"
      />
      {may(project.role, 'review') && (
        <>
          <Choice
            label={t('lists.gold')}
            placeholder={t('lists.anyGold')}
            data={[
              { value: 'true', label: t('lists.onlyGold') },
              { value: 'false', label: t('lists.noGold') },
            ]}
            value={filters.gold ?? null}
            onChange={set('gold')}
          />
          <Choice
            label={t('lists.held')}
            placeholder={t('lists.anyHeld')}
            data={[{ value: 'true', label: t('lists.onlyHeld') }]}
            value={filters.held ?? null}
            onChange={set('held')}
          />
        </>
      )}
      <Choice
        label={t('project.processing')}
        placeholder={t('project.anyStatus')}
        data={[
          { value: 'ready', label: t('project.statusReady') },
          { value: 'processing', label: t('project.statusProcessing') },
          { value: 'failed', label: t('project.statusFailed') },
        ]}
        value={filters.status ?? null}
        onChange={set('status')}
      />
      <NumberInput
        label={t('lists.quality')}
        min={0}
        max={1}
        step={0.05}
        decimalScale={3}
        defaultValue={filters.quality_below ?? ''}
        key={`quality ${filters.quality_below ?? ''}`}
        onChange={(value) => settle({ quality_below: number(value) })}
      />
      {SIZES.map((name) => (
        <NumberInput
          key={`${name} ${filters[name] ?? ''}`}
          label={t(SIZE_NAMES[name])}
          min={0}
          max={1e12}
          allowDecimal={false}
          thousandSeparator=" "
          defaultValue={filters[name] ?? ''}
          onChange={(value) => settle({ [name]: number(value) })}
        />
      ))}
      {DAYS.map((name) => (
        <TextInput
          key={name}
          type="date"
          min="2000-01-01"
          max="2199-12-31"
          label={t(DAY_NAMES[name])}
          value={filters[name] ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ [name]: value || undefined })}
        />
      ))}
    </SimpleGrid>
  );
}

/** Taken once it is whole: with Enter, or when the field is left. */
function MetadataField({
  value,
  onChange,
}: {
  value: string;
  onChange: (metadata: string | undefined) => void;
}) {
  const t = useT();
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setText(value);
  }
  const isWrong = text.trim() !== '' && !isMetadataFilter(text.trim());
  const tell = () => {
    if (!isWrong && text.trim() !== value) onChange(text.trim() || undefined);
  };
  return (
    <TextInput
      label={t('lists.metadata')}
      placeholder={t('lists.metadataExample')}
      value={text}
      error={isWrong && text.includes(':') ? t('lists.metadataHint') : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === 'Enter' && tell()}
      data-testid="metadata-filter"
    />
  );
}

function Choice(props: SelectProps<string>) {
  return <Select clearable comboboxProps={{ withinPortal: false }} {...props} />;
}
