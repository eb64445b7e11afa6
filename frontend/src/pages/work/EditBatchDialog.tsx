import { Button, Group, Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch, Project } from '../../api/types';
import { type BatchValues, changeBatch, refreshWork } from '../../api/work';
import { ErrorMessage } from '../../components/ErrorMessage';
import { formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { BATCH_FIELDS, BatchFields } from './BatchFields';
import { type BatchDraft, valuesOf } from './batchDraft';

interface EditBatchDialogProps {
  batch: Batch;
  project: Project;
  opened: boolean;
  onClose: () => void;
}

export function EditBatchDialog({ batch, project, opened, onClose }: EditBatchDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('work.editTitle', { batch: batch.name })} centered>
      <EditBatchForm batch={batch} project={project} onClose={onClose} />
    </Modal>
  );
}

function EditBatchForm({ batch, project, onClose }: Omit<EditBatchDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const [draft, setDraft] = useState<BatchDraft>({
    name: batch.name,
    priority: batch.priority,
    assignee: batch.assignee?.id ?? null,
    group: batch.group?.id ?? null,
  });
  const save = useMutation({
    mutationFn: (changed: BatchValues) => changeBatch(batch.id, changed),
    onSuccess: async () => {
      notifications.show({ message: t('work.saved') });
      onClose();
      await refreshWork(client, project.id);
    },
  });
  const values = valuesOf(draft);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (values) save.mutate(values);
      }}
    >
      <Stack>
        <ErrorMessage error={formError(save.error, BATCH_FIELDS)} />
        <BatchFields
          project={project}
          values={draft}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
          error={save.error}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={values === null}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
