import { Alert, Button, Code, CopyButton, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useT } from '../../i18n/useT';

const FILE_NAME = 'stipple-recovery-codes.txt';

interface RecoveryCodesProps {
  codes: string[];
  onClose: () => void;
}

/** The codes, shown this once: to copy, to download, and to confirm that they are kept. */
export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const t = useT();
  const shown = codes.map((code) => `${code.slice(0, 4)} ${code.slice(4)}`);
  const text = `${shown.join('\n')}\n`;
  return (
    <Stack>
      <Alert color="yellow" variant="light">
        {t('signIn.recoveryHint')}
      </Alert>
      <SimpleGrid cols={2} spacing="xs" data-testid="recovery-codes">
        {shown.map((code) => (
          <Code key={code} block ta="center" fz="md">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group grow>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={FILE_NAME}
          leftSection={<IconDownload size={16} />}
        >
          {t('signIn.download')}
        </Button>
      </Group>
      <Button onClick={onClose}>{t('signIn.kept')}</Button>
    </Stack>
  );
}
