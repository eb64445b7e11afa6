import { Button, Divider, Group, Modal, MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startExport, useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import { type ExportFormat, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';
import { ExportJob } from './ExportJob';

export const FORMATS: readonly { value: ExportFormat; name: PlainKey; hint: PlainKey }[] = [
  { value: 'coco', name: 'project.coco', hint: 'project.cocoHint' },
  { value: 'labelmap', name: 'project.labelmap', hint: 'project.labelmapHint' },
  { value: 'coco+labelmap', name: 'project.both', hint: 'project.bothHint' },
];

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
  const [format, setFormat] = useState<ExportFormat>('coco');
  const [states, setStates] = useState<WorkflowState[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () => startExport(project.id, format, states),
    onSuccess: (job) => {
      client.setQueryData(queryKeys.job(job.id), job);
      setCurrent(job.id);
      void client.invalidateQueries({ queryKey: queryKeys.jobs(project.id) });
    },
  });
  return (
    <Stack>
      <Radio.Group
        value={format}
        onChange={(value) => setFormat(value as ExportFormat)}
        aria-label={t('project.format')}
      >
        <Stack gap="xs">
          {FORMATS.map(({ value, name, hint }) => (
            <Radio.Card key={value} value={value} p="sm" radius="md">
              <Group wrap="nowrap" align="flex-start">
                <Radio.Indicator />
                <div>
                  <Text size="sm" fw={600}>
                    {t(name)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(hint)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <MultiSelect
        label={t('project.onlyStates')}
        placeholder={states.length === 0 ? t('project.allImages') : undefined}
        clearable
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: t(`workflow.${state}`) }))}
        value={states}
        onChange={(chosen) => setStates(chosen as WorkflowState[])}
      />
      <ErrorMessage error={start.error} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('project.asNow', { count: imageCount(project, states) })}
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
    ?.filter((job) => job.kind === 'export' && job.id !== current && job.state !== 'cancelled')
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
