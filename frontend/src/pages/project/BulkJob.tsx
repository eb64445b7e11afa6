import { Alert, Button, Divider, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type BulkChange, type BulkSummary, undoChange } from '../../api/bulk';
import { problemSentence } from '../../api/errors';
import { cancelJob, isFinished, useJob, useJobs } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { Job } from '../../api/types';
import { showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { refusalSentence } from './bulkSentences';

const EARLIER = 3;

interface BulkJobProps {
  id: string;
  project: number;
  initial?: Job;
}

/** One change of many images: its progress, what it came to and what it left out, and the way back. */
export function BulkJob({ id, project, initial }: BulkJobProps) {
  const t = useT();
  const client = useQueryClient();
  const job = useJob(id, initial).data;
  const isOver = job !== undefined && isFinished(job);
  useEffect(() => {
    if (!isOver) return;
    void client.invalidateQueries({ queryKey: queryKeys.images(project) });
    void client.invalidateQueries({ queryKey: queryKeys.tags(project) });
    void client.invalidateQueries({ queryKey: queryKeys.project(project) });
  }, [client, project, isOver]);
  const cancel = useMutation({
    mutationFn: () => cancelJob(id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.job(id) }),
    onError: showError,
  });
  const undo = useMutation({
    mutationFn: () => undoChange(id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.jobs(project) }),
    onError: showError,
  });
  if (!job) return null;
  const name = t(`bulkChanges.${job.params.change as BulkChange}`);
  const summary = job.summary as BulkSummary | null;
  return (
    <Paper withBorder p="sm" data-testid="bulk-job" data-state={job.state}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm" fw={600}>
              {job.params.undoes === undefined ? name : t('bulk.undoOf', { change: name })}
            </Text>
            <Text size="xs" c="dimmed">
              {t.dateTime(job.created)} · {t(`jobStates.${job.state}`)}
              {job.state === 'running' &&
                job.total > 0 &&
                ` · ${t('project.progress', { done: job.done, count: job.total })}`}
            </Text>
          </div>
          {!isOver && (
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
          {isOver && summary?.can_undo && undo.data === undefined && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              loading={undo.isPending}
              onClick={() => undo.mutate()}
              data-testid="bulk-undo"
            >
              {t('bulk.undo')}
            </Button>
          )}
        </Group>
        {!isOver && <Progress value={100 * job.progress} animated aria-label={t('bulk.progress')} />}
        {isOver && summary && (
          <div data-testid="bulk-result">
            <Text size="sm">{t('bulk.done', { count: summary.changed })}</Text>
            <List size="xs">
              {summary.unchanged > 0 && (
                <List.Item>{t('bulk.unchanged', { count: summary.unchanged })}</List.Item>
              )}
              {Object.entries(summary.refused).map(([reason, count]) => (
                <List.Item key={reason}>
                  {refusalSentence(t, reason, count)}{' '}
                  {(summary.first[reason] ?? []).length > 0 &&
                    t('bulk.first', { names: (summary.first[reason] ?? []).join(', ') })}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {job.state === 'failed' && (
          <Alert color="red" variant="light" p="xs">
            {job.problem ? problemSentence(job.problem, t) : t('bulk.failed')}
          </Alert>
        )}
        {undo.data && <BulkJob id={undo.data.id} project={project} initial={undo.data} />}
      </Stack>
    </Paper>
  );
}

/** The last changes, so that they can be taken back later too. */
export function EarlierChanges({ project }: { project: number }) {
  const t = useT();
  const jobs = useJobs(project, true).data;
  const undone = new Set(jobs?.map((job) => job.params.undoes));
  const earlier = jobs?.filter((job) => job.kind === 'bulk' && !undone.has(job.id)).slice(0, EARLIER);
  if (!earlier || earlier.length === 0) return null;
  return (
    <Stack gap="xs">
      <Divider label={t('bulk.earlier')} labelPosition="left" />
      {earlier.map((job) => (
        <BulkJob key={job.id} id={job.id} project={project} initial={job} />
      ))}
    </Stack>
  );
}
