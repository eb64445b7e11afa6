import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelJob, isFinished, useJob } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { Job } from '../../api/types';
import { showError } from '../../components/confirm';
import { formatDateTime } from '../../components/dates';

const FORMAT_NAMES: Record<string, string> = {
  coco: 'COCO instances',
  labelmap: 'Label maps',
  'coco+labelmap': 'COCO and label maps',
};

const STATE_SENTENCES: Record<Job['state'], string> = {
  queued: 'Waiting for a worker',
  running: 'Running',
  done: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** One export: its progress over the project socket, then its link or its reason. */
export function ExportJob({ id, initial }: { id: string; initial?: Job }) {
  const query = useJob(id, initial);
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.job(id) }),
    onError: showError,
  });
  const job = query.data;
  if (!job) return null;
  return (
    <Paper withBorder p="sm" data-testid="export-job" data-state={job.state}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm" fw={600}>
              {FORMAT_NAMES[String(job.params.format)] ?? 'Export'}
            </Text>
            <Text size="xs" c="dimmed">
              {formatDateTime(job.created)} · {STATE_SENTENCES[job.state]}
              {job.state === 'running' && job.total > 0 && ` · ${job.done} of ${job.total} images`}
            </Text>
          </div>
          {job.state === 'done' && job.result && (
            <Button
              size="xs"
              component="a"
              href={job.result}
              download
              leftSection={<IconDownload size={14} />}
              data-testid="download-export"
            >
              Download
            </Button>
          )}
          {!isFinished(job) && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
            >
              Cancel
            </Button>
          )}
        </Group>
        {!isFinished(job) && (
          <Progress value={100 * job.progress} animated aria-label="Progress of the export" />
        )}
        {isFinished(job) && job.log.length > 0 && <Log lines={job.log} />}
        {job.state === 'failed' && (
          <Alert color="red" variant="light" p="xs">
            {job.problem?.detail ?? 'The export failed.'} Start it again; nothing was changed.
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function Log({ lines }: { lines: string[] }) {
  return (
    <details>
      <Text component="summary" size="xs" c="dimmed">
        Report
      </Text>
      <Text size="xs" mt={4} mah={160} style={{ whiteSpace: 'pre-wrap', overflowY: 'auto' }}>
        {lines.join('\n')}
      </Text>
    </details>
  );
}
