import { Button, Group, Paper, Progress, Slider, Stack, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { DEFAULT_DISTANCE, MOST_DISTANCE, refreshDuplicates, searchDuplicates } from '../../api/duplicates';
import { cancelJob, isFinished } from '../../api/jobs';
import { queryKeys } from '../../api/queryKeys';
import type { Job } from '../../api/types';
import { showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';

interface SearchFormProps {
  project: number;
  /** The last search, if there was one. */
  last: Job | undefined;
}

/** How alike photos have to be, and the search for them: a job that goes on when the page is closed. */
export function SearchForm({ project, last }: SearchFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [distance, setDistance] = useState(distanceOf(last));
  const isRunning = last !== undefined && !isFinished(last);
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.jobs(project) });
  const search = useMutation({
    mutationFn: () => searchDuplicates(project, distance),
    onSuccess: refresh,
    onError: showError,
  });
  const cancel = useMutation({ mutationFn: cancelJob, onSuccess: refresh, onError: showError });
  useEffect(() => {
    if (!isRunning) void refreshDuplicates(client, project);
  }, [isRunning, client, project]);
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group align="flex-end" gap="xl">
          <div style={{ flex: '1 1 20rem', maxWidth: 520 }}>
            <Text size="sm" fw={500} mb={4}>
              {t('duplicates.distance')}
            </Text>
            <Slider
              value={distance}
              onChange={setDistance}
              min={0}
              max={MOST_DISTANCE}
              thumbLabel={t('duplicates.distance')}
              label={(bits) => t.number(bits)}
              marks={[
                { value: 0, label: t('duplicates.same') },
                { value: MOST_DISTANCE, label: t('duplicates.alike') },
              ]}
              mb="lg"
              mx="lg"
              disabled={isRunning}
            />
          </div>
          {isRunning ? (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(last.id)}>
              {t('common.cancel')}
            </Button>
          ) : (
            <Button
              leftSection={<IconSearch size={16} />}
              loading={search.isPending}
              onClick={() => search.mutate()}
            >
              {t('duplicates.search')}
            </Button>
          )}
        </Group>
        {isRunning && (
          <div>
            <Text size="xs" c="dimmed">
              {t(`jobStates.${last.state}`)}
            </Text>
            <Progress value={100 * last.progress} animated aria-label={t('duplicates.progress')} />
          </div>
        )}
        {last?.state === 'done' && last.summary && (
          <Text size="sm" role="status">
            {t('duplicates.found', { count: Number(last.summary.groups), time: t.dateTime(last.created) })}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function distanceOf(job: Job | undefined): number {
  const distance = job?.params.distance;
  return typeof distance === 'number' ? distance : DEFAULT_DISTANCE;
}
