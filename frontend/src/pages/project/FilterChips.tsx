import { Button, Group, Pill, Text } from '@mantine/core';
import { type ImageFilters, useImageCount } from '../../api/images';
import { useMembers } from '../../api/projectRoles';
import type { Project } from '../../api/types';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';
import { BatchPill } from './BatchPill';
import { DAY_NAMES, SIZE_NAMES } from './FilterFields';
import { DAYS, SIZES, withoutFilters } from './imageFilterParams';

interface FilterChipsProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

/** What the list is narrowed to, each with a way to lift it, and how many images that leaves. */
export function FilterChips({ project, filters, onChange }: FilterChipsProps) {
  const t = useT();
  const members = useMembers(project.id).data;
  const count = useImageCount(project.id, { ...filters, ordering: undefined }, true).data;
  const chips = named(t, project, filters, (key) => {
    if (key === 'me') return t('work.mine');
    if (key === 'none') return t('work.nobodys');
    const name = members?.find(({ id }) => String(id) === key)?.name;
    return name ?? (members ? t('lists.gone') : '…');
  });
  return (
    <Group gap={6} role="group" aria-label={t('lists.active')} data-testid="filter-chips">
      {chips.map(({ name, title, text }) => (
        <Pill
          key={name}
          size="md"
          withRemoveButton
          onRemove={() => onChange({ [name]: undefined })}
          removeButtonProps={{
            'aria-label': t('lists.remove', { filter: title }),
            tabIndex: 0,
            'aria-hidden': false,
          }}
          data-testid={`chip-${name}`}
        >
          {text}
        </Pill>
      ))}
      <BatchPill project={project.id} batch={filters.batch} onRemove={() => onChange({ batch: undefined })} />
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => onChange(withoutFilters(filters))}
        data-testid="clear-filters"
      >
        {t('lists.clear')}
      </Button>
      {count && (
        <Text size="sm" c="dimmed" role="status" data-testid="match-count">
          {t(count.is_more ? 'work.moreMatch' : 'work.match', { count: count.count })}
        </Text>
      )}
    </Group>
  );
}

interface Chip {
  name: keyof ImageFilters;
  title: string;
  text: string;
}

function named(t: T, project: Project, filters: ImageFilters, person: (key: string) => string): Chip[] {
  const chips: Chip[] = [];
  const add = (name: keyof ImageFilters, title: string, value?: string): void => {
    chips.push({
      name,
      title,
      text: value === undefined ? title : t('lists.chip', { filter: title, value }),
    });
  };
  if (filters.search) add('search', t('common.name'), filters.search);
  if (filters.state) add('state', t('project.state'), t(`workflow.${filters.state}`));
  if (filters.label !== undefined) {
    const label = project.labels.find(({ id }) => id === filters.label)?.name;
    add('label', t('common.label'), label ?? t('lists.gone'));
  }
  if (filters.tag) add('tag', t('marks.tagFilter'), filters.tag);
  if (filters.metadata) add('metadata', t('lists.metadata'), filters.metadata);
  if (filters.assignee) add('assignee', t('work.filter'), person(filters.assignee));
  if (filters.annotator) add('annotator', t('lists.annotator'), person(filters.annotator));
  if (filters.objects) {
    add('objects', t(filters.objects === 'some' ? 'lists.someObjects' : 'lists.noObjects'));
  }
  if (filters.flagged) {
    add('flagged', t(filters.flagged === 'true' ? 'marks.onlyFlagged' : 'marks.notFlagged'));
  }
  if (filters.comments) add('comments', t('comments.onlyOpen'));
  if (filters.gold) add('gold', t(filters.gold === 'true' ? 'lists.onlyGold' : 'lists.noGold'));
  if (filters.held) add('held', t('lists.onlyHeld'));
  if (filters.status) {
    const texts = {
      ready: 'project.statusReady',
      processing: 'project.statusProcessing',
      failed: 'project.statusFailed',
    } as const;
    add('status', t('project.processing'), t(texts[filters.status]));
  }
  if (filters.quality_below !== undefined) {
    add('quality_below', t('lists.quality'), String(filters.quality_below));
  }
  for (const name of SIZES) {
    const value = filters[name];
    if (value !== undefined) add(name, t(SIZE_NAMES[name]), String(value));
  }
  for (const name of DAYS) {
    const value = filters[name];
    if (value !== undefined) add(name, t(DAY_NAMES[name]), value);
  }
  return chips;
}
