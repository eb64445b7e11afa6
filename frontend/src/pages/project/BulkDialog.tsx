import { Alert, Button, Group, List, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type BulkChange,
  type BulkSelection,
  type BulkValues,
  previewChange,
  startChange,
} from '../../api/bulk';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { BulkPreview, Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { BulkFields, isComplete } from './BulkFields';
import { BulkJob, EarlierChanges } from './BulkJob';
import { refusalSentence } from './bulkSentences';

interface BulkDialogProps {
  project: Project;
  selection: BulkSelection;
  opened: boolean;
  onClose: () => void;
  /** The change was begun and the dialog is closed. */
  onDone: () => void;
}

const CHANGES: readonly { change: BulkChange; needs: 'annotate' | 'review' | 'manage' }[] = [
  { change: 'tag', needs: 'annotate' },
  { change: 'metadata', needs: 'annotate' },
  { change: 'flag', needs: 'annotate' },
  { change: 'unflag', needs: 'annotate' },
  { change: 'reopen', needs: 'review' },
  { change: 'assign', needs: 'manage' },
  { change: 'batch', needs: 'manage' },
  { change: 'delete', needs: 'manage' },
];

/** One change of many images: chosen, looked at, done, taken back. */
export function BulkDialog({ project, selection, opened, onClose, onDone }: BulkDialogProps) {
  const t = useT();
  const [job, setJob] = useState<string | null>(null);
  const close = (): void => {
    onClose();
    if (job !== null) onDone();
    setJob(null);
  };
  return (
    <Modal opened={opened} onClose={close} title={t('bulk.title')} size="lg" centered>
      {job === null ? (
        <ChangeForm project={project} selection={selection} onBegun={setJob} onClose={close} />
      ) : (
        <Stack>
          <BulkJob id={job} project={project.id} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-testid="bulk-close">
              {t('bulk.close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

interface ChangeFormProps {
  project: Project;
  selection: BulkSelection;
  onBegun: (job: string) => void;
  onClose: () => void;
}

function ChangeForm({ project, selection, onBegun, onClose }: ChangeFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [change, setChange] = useState<BulkChange>('tag');
  const [values, setValues] = useState<BulkValues>({});
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(values, 300);
  const preview = useQuery({
    queryKey: [...queryKeys.images(project.id), 'bulk', change, settled, selection],
    queryFn: () => previewChange(project.id, change, settled, selection),
    enabled: isComplete(change, settled),
    staleTime: 0,
  });
  const begin = useMutation({
    mutationFn: (seen: BulkPreview) => startChange(project.id, change, settled, selection, seen.matched),
    onSuccess: (job) => {
      client.setQueryData(queryKeys.job(job.id), job);
      void client.invalidateQueries({ queryKey: queryKeys.jobs(project.id) });
      onBegun(job.id);
    },
  });
  const seen = settled === values ? preview.data : undefined;
  const isConfirmed = change !== 'delete' || typed.trim() === String(seen?.changed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (seen && isConfirmed) begin.mutate(seen);
      }}
    >
      <Stack>
        <Select
          label={t('bulk.what')}
          data={CHANGES.filter(({ needs }) => may(project.role, needs)).map((each) => ({
            value: each.change,
            label: t(`bulkChanges.${each.change}`),
          }))}
          value={change}
          allowDeselect={false}
          onChange={(chosen) => {
            setChange((chosen as BulkChange | null) ?? 'tag');
            setValues({});
            begin.reset();
          }}
          data-testid="bulk-what"
        />
        <BulkFields key={change} project={project} change={change} onChange={setValues} />
        <ErrorMessage error={preview.error ?? begin.error} />
        {seen && <Preview preview={seen} />}
        {seen && seen.changed > 0 && change === 'delete' && (
          <TextInput
            label={t('bulk.confirm', { number: String(seen.changed) })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color={change === 'delete' ? 'red' : undefined}
            loading={begin.isPending || preview.isFetching}
            disabled={!seen || seen.changed === 0 || !isConfirmed}
            data-testid="bulk-do"
          >
            {t('bulk.do', { count: seen?.changed ?? 0 })}
          </Button>
        </Group>
        <EarlierChanges project={project.id} />
      </Stack>
    </form>
  );
}

function Preview({ preview }: { preview: BulkPreview }) {
  const t = useT();
  const names = preview.first.change ?? [];
  return (
    <Alert variant="light" p="sm" role="status" data-testid="bulk-preview">
      <Text size="sm" fw={600}>
        {t('bulk.would', { count: preview.changed })}
      </Text>
      {names.length > 0 && (
        <Text size="xs" c="dimmed" lineClamp={2}>
          {t('bulk.first', { names: names.join(', ') })}
        </Text>
      )}
      <List size="sm" mt={4}>
        {preview.unchanged > 0 && <List.Item>{t('bulk.unchanged', { count: preview.unchanged })}</List.Item>}
        {Object.entries(preview.refused).map(([reason, count]) => (
          <List.Item key={reason}>{refusalSentence(t, reason, count)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
