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
import type { UploadItem } from './uploadQueue';

export const UploadRow = memo(function UploadRow({ item }: { item: UploadItem }) {
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
        {item.detail && (
          <Text size="xs" c={isBad ? 'red' : 'dimmed'}>
            {item.detail}
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
  switch (item.phase) {
    case 'waiting':
      return 'Waiting';
    case 'uploading':
      return item.sent < 1 ? `${Math.round(100 * item.sent)} %` : 'Checking';
    case 'processing':
      return 'Processing';
    case 'ready':
      return (
        <Anchor component={Link} to={`/images/${item.image}`} size="xs">
          Open
        </Anchor>
      );
    case 'duplicate':
      return (
        <Anchor component={Link} to={`/images/${item.image}`} size="xs">
          Already here
        </Anchor>
      );
    case 'refused':
      return 'Refused';
    case 'failed':
      return 'Failed';
  }
}
