import { Button, Divider, Group, Modal, MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startExport, useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import { type ExportFormat, type Project, WORKFLOW_STATES, type WorkflowState } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { STATE_NAMES } from '../../components/workflowStates';
import { ExportJob } from './ExportJob';

const FORMATS: readonly { value: ExportFormat; name: string; hint: string }[] = [
  { value: 'coco', name: 'COCO instances', hint: 'One JSON file with run lengths and polygons.' },
  { value: 'labelmap', name: 'Label maps', hint: 'One PNG per image: the value of a pixel is its label.' },
  { value: 'coco+labelmap', name: 'Both', hint: 'The JSON file and the PNGs in one archive.' },
];

const EARLIER = 5;

interface ExportDialogProps {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

export function ExportDialog({ project, opened, onClose }: ExportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Export annotations" size="lg" centered>
      <ExportForm project={project} />
    </Modal>
  );
}

function ExportForm({ project }: { project: Project }) {
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
      <Radio.Group value={format} onChange={(value) => setFormat(value as ExportFormat)} aria-label="Format">
        <Stack gap="xs">
          {FORMATS.map(({ value, name, hint }) => (
            <Radio.Card key={value} value={value} p="sm" radius="md">
              <Group wrap="nowrap" align="flex-start">
                <Radio.Indicator />
                <div>
                  <Text size="sm" fw={600}>
                    {name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {hint}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <MultiSelect
        label="Only images in these states"
        placeholder={states.length === 0 ? 'All images' : undefined}
        clearable
        data={WORKFLOW_STATES.map((state) => ({ value: state, label: STATE_NAMES[state] }))}
        value={states}
        onChange={(chosen) => setStates(chosen as WorkflowState[])}
      />
      <ErrorMessage error={start.error} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {imageCount(project, states)}, as they are now
        </Text>
        <Button onClick={() => start.mutate()} loading={start.isPending} data-testid="start-export">
          Start the export
        </Button>
      </Group>
      {current && <ExportJob id={current} />}
      <EarlierExports project={project.id} current={current} />
    </Stack>
  );
}

function EarlierExports({ project, current }: { project: number; current: string | null }) {
  const jobs = useJobs(project, true);
  const earlier = jobs.data
    ?.filter((job) => job.kind === 'export' && job.id !== current && job.state !== 'cancelled')
    .slice(0, EARLIER);
  if (!earlier || earlier.length === 0) return null;
  return (
    <Stack gap="xs">
      <Divider label="Earlier exports" labelPosition="left" />
      {earlier.map((job) => (
        <ExportJob key={job.id} id={job.id} initial={job} />
      ))}
    </Stack>
  );
}

function imageCount(project: Project, states: readonly WorkflowState[]): string {
  const count =
    states.length === 0
      ? project.image_count
      : states.reduce((sum, state) => sum + (project.states[state] ?? 0), 0);
  return count === 1 ? '1 image' : `${count} images`;
}
