import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectTags } from '../../api/imageMarks';
import { useImages } from '../../api/images';
import { type Image, type Page, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { type BatchValues, type Choice, createBatch, refreshWork } from '../../api/work';
import { ErrorMessage } from '../../components/ErrorMessage';
import { formError } from '../../components/fieldErrors';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';
import { BATCH_FIELDS, BatchFields } from './BatchFields';
import { type BatchDraft, EMPTY_DRAFT, valuesOf, wholeNumber } from './batchDraft';

interface NewBatchDialogProps {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

export function NewBatchDialog({ project, opened, onClose }: NewBatchDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('work.newBatch')} size="lg" centered>
      <NewBatchForm project={project} onClose={onClose} />
    </Modal>
  );
}

function NewBatchForm({ project, onClose }: Omit<NewBatchDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const [draft, setDraft] = useState<BatchDraft>(EMPTY_DRAFT);
  const [which, setWhich] = useState<Which>({
    state: null,
    tag: null,
    search: '',
    isFree: true,
    count: '',
  });
  const create = useMutation({
    mutationFn: (asked: Asked) => createBatch(project.id, asked.values, asked.choice),
    onSuccess: async (batch) => {
      notifications.show({ message: t('work.made', { batch: batch.name, count: batch.image_count }) });
      onClose();
      await refreshWork(client, project.id);
    },
    onError: () => refreshWork(client, project.id),
  });
  const values = valuesOf(draft);
  const choice = choiceOf(which);
  const asked: Asked | null = values && choice && { values, choice };
  const matching = useImages(project.id, choice?.filter ?? {}).data;
  const isNone = matching?.pages[0]?.results.length === 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (asked) create.mutate(asked);
      }}
    >
      <Stack>
        <ErrorMessage error={formError(create.error, BATCH_FIELDS)} />
        <BatchFields
          project={project}
          values={draft}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
          error={create.error}
        />
        <WhichImages project={project} which={which} onChange={(more) => setWhich({ ...which, ...more })} />
        <Text size="sm" c={isNone ? 'red' : 'dimmed'} role="status">
          {matching && matchingText(matching.pages[0], t)}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={asked === null || isNone}>
            {t('work.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Asked {
  values: BatchValues;
  choice: Choice;
}

interface Which {
  state: WorkflowState | null;
  tag: string | null;
  search: string;
  /** Only images that are assigned to nobody and in no batch. */
  isFree: boolean;
  /** As it is typed; empty for all of them. */
  count: number | string;
}

interface WhichImagesProps {
  project: Project;
  which: Which;
  onChange: (changes: Partial<Which>) => void;
}

function WhichImages({ project, which, onChange }: WhichImagesProps) {
  const t = useT();
  const tags = useProjectTags(project.id).data ?? [];
  return (
    <Fieldset legend={t('work.which')}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <Select
            label={t('project.state')}
            placeholder={t('project.anyState')}
            clearable
            data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
            value={which.state}
            onChange={(state) => onChange({ state: state as WorkflowState | null })}
          />
          <Select
            label={t('marks.tagFilter')}
            placeholder={t('marks.anyTag')}
            clearable
            searchable
            disabled={tags.length === 0}
            data={tags.map(({ name }) => name)}
            value={which.tag}
            onChange={(tag) => onChange({ tag })}
          />
        </Group>
        <Group grow align="flex-start">
          <TextInput
            label={t('project.searchByName')}
            value={which.search}
            onChange={(event) => onChange({ search: event.currentTarget.value })}
          />
          <NumberInput
            label={t('work.howMany')}
            placeholder={t('work.all')}
            value={which.count}
            onChange={(count) => onChange({ count })}
            min={1}
            allowDecimal={false}
          />
        </Group>
        <Checkbox
          label={t('work.onlyFree')}
          checked={which.isFree}
          onChange={(event) => onChange({ isFree: event.currentTarget.checked })}
        />
      </Stack>
    </Fieldset>
  );
}

/** How many images there are for the batch, as far as the first page of the list tells. */
function matchingText(page: Page<Image> | undefined, t: T): string {
  const count = page?.results.length ?? 0;
  return t(page?.next ? 'work.moreMatch' : 'work.match', { count });
}

/** null while the count is not a number of images. */
function choiceOf({ state, tag, search, isFree, count: typed }: Which): Choice | null {
  const count = typed === '' ? null : wholeNumber(typed);
  if (typed !== '' && (count === null || count < 1)) return null;
  return {
    filter: {
      ...(state === null ? {} : { state }),
      ...(tag === null ? {} : { tag }),
      ...(search.trim() === '' ? {} : { search: search.trim() }),
      ...(isFree ? ({ assignee: 'none', batch: 'none' } as const) : {}),
    },
    count,
  };
}
