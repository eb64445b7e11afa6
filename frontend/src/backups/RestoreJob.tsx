import { Alert, Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { type Restored, restoredBy } from '../api/backups';
import { isFinished, useJob } from '../api/jobs';
import { queryKeys } from '../api/queryKeys';
import type { Job } from '../api/types';
import { useT } from '../i18n/useT';

const SHOWN = 20;

interface RestoreJobProps {
  id: string;
  initial: Job;
  onOpen: () => void;
}

/** A restore: its progress, then the way to the project and what is not in it. */
export function RestoreJob({ id, initial, onOpen }: RestoreJobProps) {
  const t = useT();
  const client = useQueryClient();
  const job = useJob(id, initial).data ?? initial;
  const isOver = isFinished(job);
  const restored = restoredBy(job);
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: queryKeys.projects });
  }, [client, isOver]);
  return (
    <Stack data-testid="restore-job" data-state={job.state}>
      <Text size="sm" role="status">
        {String(job.params.name ?? '')} · {t(`jobStates.${job.state}`)}
      </Text>
      {!isOver && (
        <>
          <Progress value={100 * job.progress} animated aria-label={t('backups.progress')} />
          <Text size="sm" c="dimmed">
            {t('backups.goesOn')}
          </Text>
        </>
      )}
      {restored && <Report restored={restored} />}
      {job.state === 'failed' && (
        <Alert color="red" variant="light" title={t('backups.failed')}>
          {job.problem?.detail}
        </Alert>
      )}
      {job.state === 'done' && (
        <Group justify="flex-end">
          <Button component={Link} to={`/projects/${job.project}`} onClick={onOpen}>
            {t('backups.open')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Report({ restored }: { restored: Restored }) {
  const t = useT();
  return (
    <Alert color={restored.whole ? 'green' : 'yellow'} variant="light">
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {restored.whole ? t('backups.whole') : t('backups.notWhole')}
        </Text>
        {restored.people_not_found.length > 0 && (
          <Text size="sm">{t('backups.people', { names: restored.people_not_found.join(', ') })}</Text>
        )}
        <List size="xs">
          {restored.problems.slice(0, SHOWN).map(({ file, detail }) => (
            <List.Item key={`${file} ${detail}`} style={{ overflowWrap: 'anywhere' }}>
              {file}: {detail}
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
}
