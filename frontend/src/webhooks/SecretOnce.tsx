import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useT } from '../i18n/useT';

interface SecretOnceProps {
  secret: string;
  /** Until when the one before signs, too. */
  oldUntil: string | null;
  onClose: () => void;
}

/** The only time that the secret of a webhook is shown. */
export function SecretOnce({ secret, oldUntil, onClose }: SecretOnceProps) {
  const t = useT();
  return (
    <Stack>
      <Alert color="yellow" variant="light">
        {t('webhooks.shownOnce')}
      </Alert>
      <Code block data-testid="webhook-secret">
        {secret}
      </Code>
      {oldUntil && <Text size="sm">{t('webhooks.oldSecretUntil', { time: t.dateTime(oldUntil) })}</Text>}
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('common.done')}</Button>
      </Group>
    </Stack>
  );
}
