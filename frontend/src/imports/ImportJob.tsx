import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { cancelJob, isFinished, useJob } from '../api/jobs';
import { queryKeys } from '../api/queryKeys';
import type { Job } from '../api/types';
import { showError } from '../components/confirm';
import { useT } from '../i18n/useT';
import { reasonName } from './codeNames';
import { ImportCounts } from './ImportCounts';
import { ImportProblems } from './ImportProblems';
import { type ImportSummary, summaryOf } from './importSummary';

interface ImportJobProps {
  id: string;
  initial?: Job;
  /** Its report is shown at once. */
  isOpen?: boolean;
  onShowImages: () => void;
}

/** One import: its progress over the project socket, then its report or its reason. */
export function ImportJob({ id, initial, isOpen = false, onShowImages }: ImportJobProps) {
  const t = useT();
  const job = useJob(id, initial).data;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.job(id) }),
    onError: showError,
  });
  if (!job) return null;
  const summary = summaryOf(job);
  return (
    <Paper withBorder p="sm" data-testid="import-job" data-state={job.state}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <div style={{ minWidth: 0 }} role={isOpen ? 'status' : undefined}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {String(job.params.name ?? t('imports.import'))}
            </Text>
            <Text size="xs" c="dimmed">
              {t.dateTime(job.created)} · {t(`jobStates.${job.state}`)}
              {job.state === 'running' &&
                job.total > 0 &&
                ` · ${t('project.progress', { done: job.done, count: job.total })}`}
            </Text>
          </div>
          {isFinished(job) ? (
            <Button
              size="xs"
              variant="default"
              component={Link}
              to={`/projects/${job.project}?ordering=-updated`}
              onClick={onShowImages}
              style={{ flexShrink: 0 }}
            >
              {t('imports.showImages')}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
              style={{ flexShrink: 0 }}
            >
              {t('imports.cancel')}
            </Button>
          )}
        </Group>
        {!isFinished(job) && (
          <Progress value={100 * job.progress} animated aria-label={t('imports.progress')} />
        )}
        {summary && <Report summary={summary} job={job} isOpen={isOpen} />}
        {(job.state === 'failed' || job.state === 'cancelled') && <Ended job={job} />}
      </Stack>
    </Paper>
  );
}

function Report({ summary, job, isOpen }: { summary: ImportSummary; job: Job; isOpen: boolean }) {
  const t = useT();
  return (
    <details open={isOpen}>
      <Text component="summary" size="xs" c="dimmed" style={{ cursor: 'pointer' }}>
        {t('imports.report')}
      </Text>
      <ImportCounts summary={summary} />
      <ImportProblems summary={summary} report={job.result} />
    </details>
  );
}

function Ended({ job }: { job: Job }) {
  const t = useT();
  const reason = job.problem ? reasonName(job.problem.code, t) : t('imports.failed');
  return (
    <Alert color={job.state === 'failed' ? 'red' : 'gray'} variant="light" p="xs">
      {job.state === 'failed' && (
        <Text size="sm" fw={500}>
          {reason}
        </Text>
      )}
      {job.problem && <Text size="sm">{job.problem.detail}</Text>}
      <Text size="sm">{t('imports.keptSoFar')}</Text>
    </Alert>
  );
}
