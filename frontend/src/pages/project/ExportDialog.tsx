import { Button, Divider, Group, Modal, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startBackup } from '../../api/backups';
import { startExport, useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import { type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { BACKUP, type Format, formatName, WRITTEN } from '../../formats/formatNames';
import { useT } from '../../i18n/useT';
import { ExportJob } from './ExportJob';

const EARLIER = 5;

interface ExportDialogProps {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

export function ExportDialog({ project, opened, onClose }: ExportDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('project.exportTitle')} size="lg" centered>
      <ExportForm project={project} />
    </Modal>
  );
}

function ExportForm({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const [format, setFormat] = useState<Format>('coco');
  const [states, setStates] = useState<WorkflowState[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const isBackup = format === BACKUP;
  const offered = may(project.role, 'manage') ? [...WRITTEN, BACKUP] : WRITTEN;
  const start = useMutation({
    mutationFn: () => (isBackup ? startBackup(project.id) : startExport(project.id, format, states)),
    onSuccess: (job) => {
      client.setQueryData(queryKeys.job(job.id), job);
      setCurrent(job.id);
      void client.invalidateQueries({ queryKey: queryKeys.jobs(project.id) });
    },
  });
  return (
    <Stack>
      <Select
        label={t('project.format')}
        description={isBackup ? t('backups.exportHint') : t('project.notCarried')}
        searchable
        data={offered.map((written) => ({ value: written, label: formatName(written, t) }))}
        value={format}
        allowDeselect={false}
        onChange={(chosen) => chosen && setFormat(chosen)}
        data-testid="export-format"
      />
      {!isBackup && (
        <MultiSelect
          label={t('project.onlyStates')}
          placeholder={states.length === 0 ? t('project.allImages') : undefined}
          clearable
          data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
          value={states}
          onChange={(chosen) => setStates(chosen as WorkflowState[])}
        />
      )}
      <ErrorMessage error={start.error} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('project.asNow', { count: imageCount(project, isBackup ? [] : states) })}
        </Text>
        <Button onClick={() => start.mutate()} loading={start.isPending} data-testid="start-export">
          {t('project.startExport')}
        </Button>
      </Group>
      {current && <ExportJob id={current} />}
      <EarlierExports project={project.id} current={current} />
    </Stack>
  );
}

function EarlierExports({ project, current }: { project: number; current: string | null }) {
  const t = useT();
  const jobs = useJobs(project, true);
  const earlier = jobs.data
    ?.filter(
      (job) =>
        (job.kind === 'export' || job.kind === 'backup') && job.id !== current && job.state !== 'cancelled',
    )
    .slice(0, EARLIER);
  if (!earlier || earlier.length === 0) return null;
  return (
    <Stack gap="xs">
      <Divider label={t('project.earlierExports')} labelPosition="left" />
      {earlier.map((job) => (
        <ExportJob key={job.id} id={job.id} initial={job} />
      ))}
    </Stack>
  );
}

function imageCount(project: Project, states: readonly WorkflowState[]): number {
  if (states.length === 0) return project.image_count;
  return states.reduce((sum, state) => sum + (project.states[state] ?? 0), 0);
}
