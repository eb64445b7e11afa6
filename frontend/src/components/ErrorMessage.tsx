import { Alert, Button, Group } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ApiError, errorSentence } from '../api/errors';
import { useT } from '../i18n/useT';

interface ErrorMessageProps {
  error: unknown;
  onRetry?: () => void;
}

/** What went wrong, in words of the language or the server's own, with a way to try again. */
export function ErrorMessage({ error, onRetry }: ErrorMessageProps) {
  const t = useT();
  if (!error) return null;
  const asksForTwoSteps = error instanceof ApiError && error.code === 'mfa-setup-required';
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
      <Group justify="space-between">
        {errorSentence(error, t)}
        {asksForTwoSteps && (
          <Button size="xs" variant="default" component="a" href="/account#two-step">
            {t('signIn.setUpNow')}
          </Button>
        )}
        {onRetry && !asksForTwoSteps && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
