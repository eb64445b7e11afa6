import {
  ActionIcon,
  Alert,
  Anchor,
  Badge,
  Button,
  Group,
  Menu,
  Paper,
  Progress,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconRefresh, IconRefreshAlert, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { cancelJob, isFinished, useJob } from '../../api/jobs';
import { isAtWork, refreshSources, removeSource, syncSource } from '../../api/sources';
import type { Source } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { EditSourceDialog } from './EditSourceDialog';
import { RefusedDialog } from './RefusedDialog';
import { countTexts, intervalText, placeText, reasonText } from './sourceTexts';

const STATE_COLORS = {
  new: 'gray',
  queued: 'blue',
  running: 'blue',
  synced: 'green',
  failed: 'red',
} as const;

/** One source: where it is, what its last sync came to, and what can be done with it. */
export function SourceCard({ source }: { source: Source }) {
  const t = useT();
  const [isLooking, refused] = useDisclosure();
  const { counts, problem } = source;
  return (
    <Paper withBorder p="md" component="article" data-testid="source" data-state={source.state}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div style={{ minWidth: 0 }}>
            <Group gap="xs">
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {source.name}
              </Text>
              <Badge variant="light" color={STATE_COLORS[source.state]} tt="none">
                {t(`sourceStates.${source.state}`)}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {t(`sourceKinds.${source.kind}`)} · {placeText(source)}
            </Text>
          </div>
          <SourceActions source={source} />
        </Group>
        {isAtWork(source) && source.job && <Syncing job={source.job} project={source.project} />}
        {problem && !isAtWork(source) && (
          <Alert color="red" variant="light" p="xs" role="alert">
            {reasonText(problem, t)}
          </Alert>
        )}
        {counts && <Text size="sm">{countTexts(counts, t).join(' · ')}</Text>}
        <Group gap="md">
          <Text size="xs" c="dimmed">
            {source.synced && `${t('imageSources.last', { time: t.dateTime(source.synced) })} · `}
            {t('imageSources.watchedEvery', { interval: intervalText(source.every_minutes, t) })}
          </Text>
          {counts && counts.refused + counts.refused_before > 0 && (
            <Anchor component="button" size="xs" onClick={refused.open}>
              {t('imageSources.seeRefused')}
            </Anchor>
          )}
        </Group>
      </Stack>
      <RefusedDialog source={source} opened={isLooking} onClose={refused.close} />
    </Paper>
  );
}

function SourceActions({ source }: { source: Source }) {
  const t = useT();
  const client = useQueryClient();
  const [isEditing, editing] = useDisclosure();
  const refresh = () => refreshSources(client, source.project);
  const sync = useMutation({
    mutationFn: (again: boolean) => syncSource(source.id, again),
    onSuccess: refresh,
    onError: showError,
  });
  const remove = () =>
    confirmLoss({
      title: t('imageSources.removeTitle'),
      loss: t('imageSources.removeLoss', { source: source.name }),
      action: t('imageSources.removeAction'),
      onConfirm: () => removeSource(source.id).then(refresh),
    });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={sync.isPending}
        disabled={isAtWork(source)}
        onClick={() => sync.mutate(false)}
      >
        {t('imageSources.sync')}
      </Button>
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('imageSources.more', { source: source.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={editing.open}>
            {t('imageSources.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefreshAlert size={16} />}
            disabled={isAtWork(source)}
            onClick={() => sync.mutate(true)}
          >
            {t('imageSources.syncAgain')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={remove}>
            {t('imageSources.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditSourceDialog source={source} opened={isEditing} onClose={editing.close} />
    </Group>
  );
}

/** How far the sync is; when it ends, the list is asked for again. */
function Syncing({ job: id, project }: { job: string; project: number }) {
  const t = useT();
  const client = useQueryClient();
  const { data: job } = useJob(id);
  const hasEnded = job !== undefined && isFinished(job);
  const cancel = useMutation({
    mutationFn: cancelJob,
    onSuccess: () => refreshSources(client, project),
    onError: showError,
  });
  useEffect(() => {
    if (hasEnded) void refreshSources(client, project);
  }, [hasEnded, client, project]);
  return (
    <Group gap="sm" wrap="nowrap">
      <div style={{ flex: 1 }}>
        {job && job.total > 0 && (
          <Text size="xs" c="dimmed">
            {t('imageSources.filesLooked', { done: job.done, count: job.total })}
          </Text>
        )}
        <Progress value={100 * (job?.progress ?? 0)} animated aria-label={t('imageSources.progress')} />
      </div>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        loading={cancel.isPending}
        onClick={() => cancel.mutate(id)}
      >
        {t('common.cancel')}
      </Button>
    </Group>
  );
}
