import { NumberInput, TextInput } from '@mantine/core';
import type { Project } from '../../api/types';
import { fieldError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import type { BatchDraft } from './batchDraft';
import { RecipientSelect } from './RecipientSelect';

interface BatchFieldsProps {
  project: Project;
  values: BatchDraft;
  onChange: (changes: Partial<BatchDraft>) => void;
  error: unknown;
}

export const BATCH_FIELDS = ['name', 'priority', 'assignee', 'group'];

/** What a batch is called, who does it, how urgent it is. */
export function BatchFields({ project, values, onChange, error }: BatchFieldsProps) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t('common.name')}
        placeholder={t('work.nameExample')}
        value={values.name}
        maxLength={100}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
        required
        data-autofocus
      />
      <RecipientSelect
        project={project}
        value={values}
        onChange={onChange}
        error={fieldError(error, 'assignee') ?? fieldError(error, 'group')}
      />
      <NumberInput
        label={t('work.priority')}
        description={t('work.priorityHint')}
        value={values.priority}
        onChange={(value) => onChange({ priority: value })}
        min={-1000}
        max={1000}
        allowDecimal={false}
        error={fieldError(error, 'priority')}
      />
    </>
  );
}
