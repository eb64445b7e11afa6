import { Badge, Button, Popover, Select } from '@mantine/core';
import { IconArrowsSort, IconFilter } from '@tabler/icons-react';
import type { ImageFilters, ImageOrdering } from '../../api/images';
import type { Project } from '../../api/types';
import { useT } from '../../i18n/useT';
import { FilterChips } from './FilterChips';
import { FilterFields } from './FilterFields';
import classes from './ImageFilterBar.module.css';
import { DEFAULT_ORDERING, isFiltered, ORDERINGS } from './imageFilterParams';
import { SearchField } from './SearchField';
import { ViewsMenu } from './ViewsMenu';

interface ImageFilterBarProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

/** What the list shows: searched, narrowed by filters, ordered, kept as a view; and below it what it is narrowed to. */
export function ImageFilterBar({ project, filters, onChange }: ImageFilterBarProps) {
  const t = useT();
  const { ordering: _, search: __, ...others } = filters;
  const count = Object.values(others).filter((value) => value !== undefined).length;
  return (
    <>
      <div className={classes.bar} data-testid="image-filters">
        <SearchField
          value={filters.search ?? ''}
          onChange={(search) => onChange({ search: search || undefined })}
        />
        <Popover position="bottom-start" width="min(34rem, 94vw)" shadow="md" trapFocus returnFocus>
          <Popover.Target>
            <Button
              variant="default"
              leftSection={<IconFilter size={16} />}
              rightSection={count > 0 && <Badge size="sm">{count}</Badge>}
              data-testid="filters"
            >
              {t('lists.filters')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown className={classes.fields} aria-label={t('lists.filters')}>
            <FilterFields project={project} filters={filters} onChange={onChange} />
          </Popover.Dropdown>
        </Popover>
        <Select
          className={classes.order ?? ''}
          aria-label={t('project.order')}
          leftSection={<IconArrowsSort size={16} />}
          leftSectionWidth={30}
          classNames={{ input: classes.input ?? '' }}
          data={ORDERINGS.map(({ value, name }) => ({ value, label: t(name) }))}
          allowDeselect={false}
          value={filters.ordering ?? DEFAULT_ORDERING}
          onChange={(ordering) => onChange({ ordering: (ordering as ImageOrdering | null) ?? undefined })}
        />
        <ViewsMenu project={project} filters={filters} onChange={onChange} />
      </div>
      {isFiltered(filters) && <FilterChips project={project} filters={filters} onChange={onChange} />}
    </>
  );
}
