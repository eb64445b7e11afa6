import { Group, Select } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import type { ImageFilters, ImageOrdering } from '../../api/images';
import { type ImageStatus, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { STATE_NAMES } from '../../components/workflowStates';
import { DEFAULT_ORDERING, ORDERINGS } from './imageFilterParams';
import { SearchField } from './SearchField';

interface ImageFilterBarProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

const STATUS_NAMES = [
  { value: 'ready', label: 'Ready' },
  { value: 'processing', label: 'Processing' },
  { value: 'failed', label: 'Failed' },
];

export function ImageFilterBar({ project, filters, onChange }: ImageFilterBarProps) {
  return (
    <Group gap="xs">
      <SearchField
        value={filters.search ?? ''}
        onChange={(search) => onChange({ search: search || undefined })}
      />
      <Select
        aria-label="State"
        placeholder="Any state"
        w={150}
        clearable
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: STATE_NAMES[state] }))}
        value={filters.state ?? null}
        onChange={(state) => onChange({ state: (state as WorkflowState | null) ?? undefined })}
      />
      <Select
        aria-label="Label"
        placeholder="Any label"
        w={170}
        clearable
        searchable
        nothingFoundMessage="No such label"
        data={project.labels.map((label) => ({ value: String(label.id), label: label.name }))}
        value={filters.label === undefined ? null : String(filters.label)}
        onChange={(label) => onChange({ label: label === null ? undefined : Number(label) })}
      />
      <Select
        aria-label="Processing"
        placeholder="Any status"
        w={150}
        clearable
        data={STATUS_NAMES}
        value={filters.status ?? null}
        onChange={(status) => onChange({ status: (status as ImageStatus | null) ?? undefined })}
      />
      <Select
        aria-label="Order"
        w={210}
        ml="auto"
        leftSection={<IconArrowsSort size={16} />}
        data={[...ORDERINGS]}
        allowDeselect={false}
        value={filters.ordering ?? DEFAULT_ORDERING}
        onChange={(ordering) => onChange({ ordering: (ordering as ImageOrdering | null) ?? undefined })}
      />
    </Group>
  );
}
