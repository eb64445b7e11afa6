import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useT } from '../../i18n/useT';

export function CopyableHash({ hash, copyLabel }: { hash: string; copyLabel: string }) {
  const t = useT();
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Code style={{ overflowWrap: 'anywhere' }}>{hash}</Code>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : copyLabel}>
            <ActionIcon
              variant="subtle"
              color={copied ? 'teal' : 'gray'}
              onClick={copy}
              aria-label={copyLabel}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
