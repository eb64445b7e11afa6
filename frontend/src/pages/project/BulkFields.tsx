import { Group, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BulkChange, BulkValues } from '../../api/bulk';
import { LONGEST_TAG, MOST_TAGS, useProjectTags } from '../../api/imageMarks';
import { useMembers } from '../../api/projectRoles';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { useBatches } from '../../api/work';
import { useT } from '../../i18n/useT';

interface BulkFieldsProps {
  project: Project;
  change: BulkChange;
  onChange: (values: BulkValues) => void;
}

const NONE = '0';

/** Whether a change has all that it needs. */
export function isComplete(change: BulkChange, values: BulkValues): boolean {
  switch (change) {
    case 'tag':
      return (values.add?.length ?? 0) + (values.remove?.length ?? 0) > 0;
    case 'metadata':
      return values.set !== undefined || (values.remove?.length ?? 0) > 0;
    case 'flag':
    case 'reopen':
      return (values.reason ?? '') !== '';
    case 'assign':
      return values.assignee !== undefined;
    case 'batch':
      return values.batch !== undefined;
    default:
      return true;
  }
}

/** What a change needs beside its images. */
export function BulkFields({ project, change, onChange }: BulkFieldsProps) {
  const t = useT();
  switch (change) {
    case 'tag':
      return <Tags project={project} onChange={onChange} />;
    case 'metadata':
      return <Metadata onChange={onChange} />;
    case 'flag':
    case 'reopen':
      return (
        <TextInput
          label={t('bulk.reason')}
          required
          maxLength={500}
          onChange={(event) => onChange({ reason: event.currentTarget.value.trim() })}
        />
      );
    case 'assign':
      return <Person project={project} onChange={onChange} />;
    case 'batch':
      return <BatchChoice project={project} onChange={onChange} />;
    default:
      return null;
  }
}

type FieldsProps = Omit<BulkFieldsProps, 'change'>;

function Tags({ project, onChange }: FieldsProps) {
  const t = useT();
  const known = useProjectTags(project.id).data?.map(({ name }) => name) ?? [];
  const [values, setValues] = useState<{ add: string[]; remove: string[] }>({ add: [], remove: [] });
  const set = (changes: Partial<typeof values>): void => {
    const after = { ...values, ...changes };
    setValues(after);
    onChange(after);
  };
  const shared = { data: known, maxTags: MOST_TAGS, maxLength: LONGEST_TAG };
  return (
    <>
      <TagsInput
        {...shared}
        label={t('bulk.addTags')}
        value={values.add}
        onChange={(add) => set({ add })}
        data-testid="bulk-add-tags"
      />
      <TagsInput
        {...shared}
        label={t('bulk.removeTags')}
        value={values.remove}
        onChange={(remove) => set({ remove })}
      />
    </>
  );
}

function Metadata({ onChange }: Pick<BulkFieldsProps, 'onChange'>) {
  const t = useT();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const tell = (nextName: string, nextValue: string): void => {
    setName(nextName);
    setValue(nextValue);
    const [key, text] = [nextName.trim(), nextValue.trim()];
    if (key === '') onChange({});
    else onChange(text === '' ? { remove: [key] } : { set: { [key]: typedValue(text) } });
  };
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t('bulk.metadataName')}
        required
        maxLength={50}
        value={name}
        onChange={(event) => tell(event.currentTarget.value, value)}
      />
      <TextInput
        label={t('bulk.metadataValue')}
        description={t('bulk.metadataHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={200}
        value={value}
        onChange={(event) => tell(name, event.currentTarget.value)}
      />
    </Group>
  );
}

/** What a typed text stands for, as the server reads it in tables: 007 stays a text. */
export function typedValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return String(number) === text && Math.abs(number) <= 1e15 ? number : text;
}

function Person({ project, onChange }: FieldsProps) {
  const t = useT();
  const people = (useMembers(project.id).data ?? []).filter(({ role }) => may(role, 'annotate'));
  return (
    <Select
      label={t('work.recipient')}
      searchable
      allowDeselect={false}
      data={[
        { value: NONE, label: t('work.nobody') },
        ...people.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChange={(chosen) => onChange({ assignee: chosen === NONE ? null : Number(chosen) })}
    />
  );
}

function BatchChoice({ project, onChange }: FieldsProps) {
  const t = useT();
  const batches = useBatches(project.id).data ?? [];
  return (
    <Select
      label={t('work.batch')}
      searchable
      allowDeselect={false}
      data={[
        { value: NONE, label: t('work.noBatch') },
        ...batches.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChange={(chosen) => onChange({ batch: chosen === NONE ? null : Number(chosen) })}
    />
  );
}
