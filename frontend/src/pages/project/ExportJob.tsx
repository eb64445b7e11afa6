import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemSentence } from '../../api/errors';
import { cancelJob, isFinished, useJob } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { Job } from '../../api/types';
import { showError } from '../../components/confirm';
import { BACKUP, formatName } from '../../formats/formatNames';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';

/** One export: its progress over the project socket, then its link or its reason. */
export function ExportJob({ id, initial }: { id: string; initial?: Job }) {
  const t = useT();
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
              {formatName(job.kind === 'backup' ? BACKUP : String(job.params.format), t)}
              {typeof job.params.name === 'string' && ` · ${job.params.name}`}
            </Text>
            <Text size="xs" c="dimmed">
              {t.dateTime(job.created)} · {t(`jobStates.${job.state}`)}
              {job.state === 'running' &&
                job.total > 0 &&
                ` · ${t('project.progress', { done: job.done, count: job.total })}`}
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
              {t('project.downloadExport')}
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
              {t('common.cancel')}
            </Button>
          )}
        </Group>
        {!isFinished(job) && (
          <Progress value={100 * job.progress} animated aria-label={t('project.exportProgress')} />
        )}
        {isFinished(job) && job.log.length > 0 && <Log lines={job.log} />}
        {job.state === 'failed' && (
          <Alert color="red" variant="light" p="xs">
            {t('common.sentences', { first: reasonOf(job, t), second: t('project.startAgain') })}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function reasonOf({ problem }: Job, t: T): string {
  return problem ? problemSentence(problem, t) : t('project.exportFailed');
}

function Log({ lines }: { lines: string[] }) {
  const t = useT();
  return (
    <details>
      <Text component="summary" size="xs" c="dimmed">
        {t('project.report')}
      </Text>
      <Text size="xs" mt={4} mah={160} style={{ whiteSpace: 'pre-wrap', overflowY: 'auto' }}>
        {lines.join('\n')}
      </Text>
    </details>
  );
}
