import { Button, Divider, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startExport, useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { ExportFormat, Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
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
  const [current, setCurrent] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () => startExport(project.id, format),
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
      <ErrorMessage error={start.error} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {project.image_count === 1 ? '1 image' : `${project.image_count} images`}, as they are now
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
