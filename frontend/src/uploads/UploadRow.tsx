import { Anchor, Group, Loader, RingProgress, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconCopy,
  IconRefreshAlert,
} from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { problemSentence } from '../api/errors';
import { percent } from '../i18n/percent';
import { useT } from '../i18n/useT';
import type { UploadItem } from './uploadQueue';

export const UploadRow = memo(function UploadRow({ item }: { item: UploadItem }) {
  const t = useT();
  const isBad = item.phase === 'refused' || item.phase === 'failed';
  return (
    <Group
      gap="xs"
      wrap="nowrap"
      px="sm"
      py={4}
      align={isBad ? 'flex-start' : 'center'}
      data-testid="upload-row"
      data-phase={item.phase}
    >
      <PhaseIcon item={item} />
      <Stack gap={0} flex={1} miw={0}>
        <Text size="sm" truncate title={item.name}>
          {item.name}
        </Text>
        {item.problem && (
          <Text size="xs" c={isBad ? 'red' : 'dimmed'}>
            {problemSentence(item.problem, t)}
          </Text>
        )}
      </Stack>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        <Phase item={item} />
      </Text>
    </Group>
  );
});

function PhaseIcon({ item }: { item: UploadItem }) {
  switch (item.phase) {
    case 'waiting':
      return <IconClock size={18} color="var(--mantine-color-dimmed)" aria-hidden />;
    case 'uploading':
      return <RingProgress size={18} thickness={3} sections={[{ value: 100 * item.sent, color: 'teal' }]} />;
    case 'unpacking':
    case 'processing':
      return <Loader size={16} />;
    case 'ready':
      return <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" aria-hidden />;
    case 'duplicate':
      return <IconCopy size={18} color="var(--mantine-color-dimmed)" aria-hidden />;
    case 'refused':
      return <IconAlertTriangle size={18} color="var(--mantine-color-red-6)" aria-hidden />;
    case 'failed':
      return <IconRefreshAlert size={18} color="var(--mantine-color-red-6)" aria-hidden />;
  }
}

function Phase({ item }: { item: UploadItem }) {
  const t = useT();
  switch (item.phase) {
    case 'waiting':
      return t('uploads.waiting');
    case 'uploading':
      if (item.isLost) return t('uploads.lost');
      return item.sent < 1 ? percent(100 * item.sent, t) : t('uploads.checking');
    case 'unpacking':
      return t('uploads.unpacking');
    case 'processing':
      return t('uploads.isProcessing');
    case 'ready':
      return (
        <Anchor component={Link} to={`/images/${item.image}`} size="xs">
          {t('uploads.open')}
        </Anchor>
      );
    case 'duplicate':
      return (
        <Anchor component={Link} to={`/images/${item.image}`} size="xs">
          {t('uploads.duplicate')}
        </Anchor>
      );
    case 'refused':
      return t('uploads.refused');
    case 'failed':
      return t('uploads.failed');
  }
}
