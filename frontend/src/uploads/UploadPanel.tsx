import {
  ActionIcon,
  Button,
  CloseButton,
  Group,
  Paper,
  Progress,
  ScrollArea,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import { UploadRow } from './UploadRow';
import { uploaderOf, useUploadQueue } from './uploaders';
import { counts, isBusy, type UploadCounts, type UploadItem } from './uploadQueue';
import { usePolledImages } from './usePolledImages';

const SHOWN_ROWS = 60;

/** The uploads of a project in the corner of the page, until they are closed. */
export function UploadPanel({ project }: { project: number }) {
  const t = useT();
  const queue = useUploadQueue(project);
  const [isOpen, panel] = useDisclosure(true);
  usePolledImages(project, queue);
  if (queue.items.length === 0) return null;
  const uploader = uploaderOf(project);
  const figures = counts(queue);
  const isRunning = isBusy(queue);
  return (
    <Paper
      withBorder
      shadow="lg"
      w={400}
      maw="calc(100vw - 32px)"
      pos="fixed"
      bottom={16}
      right={16}
      style={{ zIndex: 150 }}
      component="section"
      aria-label={t('uploads.title')}
      data-testid="upload-panel"
    >
      <Group justify="space-between" p="sm" wrap="nowrap">
        <div>
          <Text fw={600} size="sm">
            {headline(figures, t)}
          </Text>
          <Text size="xs" c="dimmed" aria-live="polite">
            {summary(figures, t)}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={panel.toggle}
            aria-label={isOpen ? t('uploads.fold') : t('uploads.unfold')}
          >
            {isOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </ActionIcon>
          {!isRunning && <CloseButton aria-label={t('uploads.close')} onClick={() => uploader.clear()} />}
        </Group>
      </Group>
      {figures.sending > 0 && (
        <Progress value={100 * figures.progress} size={4} radius={0} aria-label={t('uploads.progress')} />
      )}
      {isOpen && <UploadList items={queue.items} />}
      {(figures.failed > 0 || isRunning) && (
        <Group justify="flex-end" gap="xs" p="xs">
          {isRunning && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => uploader.cancel()}>
              {t('uploads.cancelRest')}
            </Button>
          )}
          {figures.failed > 0 && (
            <Button size="xs" onClick={() => uploader.retry()}>
              {t('uploads.tryAgain', { count: figures.failed })}
            </Button>
          )}
        </Group>
      )}
    </Paper>
  );
}

function UploadList({ items }: { items: readonly UploadItem[] }) {
  const t = useT();
  const sorted = [...items].sort((a, b) => RANK[a.phase] - RANK[b.phase] || a.id - b.id);
  const hidden = sorted.length - SHOWN_ROWS;
  return (
    <ScrollArea.Autosize mah={280} type="auto">
      <Stack gap={0} pb={4}>
        {sorted.slice(0, SHOWN_ROWS).map((item) => (
          <UploadRow key={item.id} item={item} />
        ))}
        {hidden > 0 && (
          <Text size="xs" c="dimmed" px="sm" py={4}>
            {t('uploads.more', { count: hidden })}
          </Text>
        )}
      </Stack>
    </ScrollArea.Autosize>
  );
}

/** What needs a look comes first. */
const RANK: Record<UploadItem['phase'], number> = {
  refused: 0,
  failed: 1,
  uploading: 2,
  processing: 3,
  waiting: 4,
  duplicate: 5,
  unpacking: 6,
  ready: 7,
};

function headline(figures: UploadCounts, t: T): string {
  if (figures.sending > 0) {
    return t('uploads.uploading', { number: figures.total - figures.sending + 1, total: figures.total });
  }
  if (figures.processing > 0) {
    return t('uploads.processing', { number: figures.processing, total: figures.total });
  }
  return figures.refused + figures.failed > 0 ? t('uploads.finishedWithProblems') : t('uploads.finished');
}

function summary(figures: UploadCounts, t: T): string {
  const parts = [
    [figures.ready, 'uploads.countReady'],
    [figures.unpacking, 'uploads.countUnpacking'],
    [figures.processing, 'uploads.countProcessing'],
    [figures.duplicate, 'uploads.countDuplicate'],
    [figures.refused, 'uploads.countRefused'],
    [figures.failed, 'uploads.countFailed'],
  ] as const;
  const told = parts.flatMap(([count, key]) => (count > 0 ? t(key, { count }) : []));
  return told.join(' · ') || t('uploads.starting');
}
