import {
  Alert,
  Button,
  Fieldset,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectTags } from '../../api/imageMarks';
import { type Project, type Version, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import {
  makeVersion,
  type NewVersion,
  refreshVersions,
  useVersionPreview,
  type VersionPlan,
} from '../../api/versions';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { SplitBar } from './SplitBar';
import { SplitFields } from './SplitFields';
import { draftAfter, ruleOf, type SplitDraft } from './splits';

const TYPING_MS = 300;

interface NewVersionDialogProps {
  project: Project;
  /** The version before, which the next one is divided like. */
  latest: Version | undefined;
  opened: boolean;
  onClose: () => void;
}

export function NewVersionDialog({ project, latest, opened, onClose }: NewVersionDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('versions.new')} size="lg" centered>
      <NewVersionForm project={project} latest={latest} onClose={onClose} />
    </Modal>
  );
}

function NewVersionForm({ project, latest, onClose }: Omit<NewVersionDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [filter, setFilter] = useState<Filter>({ states: [], label: null, tag: null, search: '' });
  const [draft, setDraft] = useState<SplitDraft>(() => draftAfter(latest?.split_rule));
  const make = useMutation({
    mutationFn: (asked: NewVersion) => makeVersion(project.id, asked),
    onSuccess: async (version) => {
      notifications.show({ message: t('versions.begun', { version: version.name }) });
      onClose();
      await refreshVersions(client, project.id);
    },
  });
  const rule = ruleOf(draft);
  const plan = rule && { filter: wireOf(filter), split_rule: rule };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (plan) make.mutate({ ...plan, name, note });
      }}
    >
      <Stack>
        <ErrorMessage error={formError(make.error, ['name'])} />
        <TextInput
          label={t('common.name')}
          placeholder={t('versions.nameExample')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(make.error, 'name')}
          maxLength={100}
          required
          data-autofocus
        />
        <Textarea
          label={t('versions.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={1}
        />
        <WhichImages
          project={project}
          filter={filter}
          onChange={(more) => setFilter({ ...filter, ...more })}
        />
        <SplitFields
          project={project.id}
          draft={draft}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
        />
        <Preview project={project.id} plan={plan} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={plan === null || name.trim() === ''}>
            {t('versions.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Filter {
  states: WorkflowState[];
  label: string | null;
  tag: string | null;
  search: string;
}

function wireOf({ states, label, tag, search }: Filter): NonNullable<VersionPlan['filter']> {
  return {
    ...(states.length > 0 && { states }),
    ...(label !== null && { label: Number(label) }),
    ...(tag !== null && { tag }),
    ...(search.trim() !== '' && { search: search.trim() }),
  };
}

interface WhichImagesProps {
  project: Project;
  filter: Filter;
  onChange: (changes: Partial<Filter>) => void;
}

function WhichImages({ project, filter, onChange }: WhichImagesProps) {
  const t = useT();
  const tags = useProjectTags(project.id).data ?? [];
  return (
    <Fieldset legend={t('work.which')}>
      <Stack gap="sm">
        <MultiSelect
          label={t('project.onlyStates')}
          placeholder={filter.states.length === 0 ? t('project.allImages') : undefined}
          clearable
          data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
          value={filter.states}
          onChange={(states) => onChange({ states: states as WorkflowState[] })}
        />
        <Group grow align="flex-start">
          <Select
            label={t('common.label')}
            placeholder={t('project.anyLabel')}
            clearable
            searchable
            data={project.labels.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={filter.label}
            onChange={(label) => onChange({ label })}
          />
          <Select
            label={t('marks.tagFilter')}
            placeholder={t('marks.anyTag')}
            clearable
            searchable
            disabled={tags.length === 0}
            data={tags.map(({ name }) => name)}
            value={filter.tag}
            onChange={(tag) => onChange({ tag })}
          />
          <TextInput
            label={t('project.searchByName')}
            value={filter.search}
            onChange={(event) => onChange({ search: event.currentTarget.value })}
            maxLength={100}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** What the version would hold, counted while one chooses. */
function Preview({ project, plan }: { project: number; plan: VersionPlan | null }) {
  const t = useT();
  const [settled] = useDebouncedValue(plan, TYPING_MS);
  const preview = useVersionPreview(project, settled);
  if (preview.error) return <ErrorMessage error={preview.error} />;
  if (!preview.data) return null;
  const { images, splits, is_estimate } = preview.data;
  if (images === 0) {
    return (
      <Alert color="yellow" variant="light">
        {t('versions.noneMatch')}
      </Alert>
    );
  }
  return (
    <Stack gap={6} aria-live="polite" data-testid="version-preview">
      <Text size="sm" fw={500}>
        {t('versions.wouldHold', { count: images })}
      </Text>
      {plan?.split_rule?.by !== 'none' && <SplitBar splits={splits} isEstimate={is_estimate} />}
    </Stack>
  );
}
