import { Button, Stack, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { beginSingleSignOn } from '../../api/signIn';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { providerName } from './providerName';

interface SsoButtonProps {
  name: string;
  /** Where the browser comes back to. */
  next: string;
  isMain: boolean;
  /** Go there in another tab: this page has work that must not be left. */
  isInPlace: boolean;
}

export function SsoButton({ name, next, isMain, isInPlace }: SsoButtonProps) {
  const t = useT();
  const depart = useMutation({
    mutationFn: async () => {
      // A tab that opens later than the click is taken for an advertisement.
      const tab = isInPlace ? window.open('about:blank') : null;
      try {
        const url = await beginSingleSignOn(next);
        if (tab) {
          tab.opener = null;
          tab.location.assign(url);
        } else window.location.assign(url);
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
  });
  return (
    <Stack gap="xs">
      <ErrorMessage error={depart.error} />
      <Button
        variant={isMain ? 'filled' : 'default'}
        leftSection={<IconLogin2 size={18} />}
        loading={depart.isPending}
        onClick={() => depart.mutate()}
        fullWidth
      >
        {t('signIn.with', { name: providerName(name, t) })}
      </Button>
      {isInPlace && (
        <Text size="xs" c="dimmed" ta="center">
          {t('signIn.opensTab')}
        </Text>
      )}
    </Stack>
  );
}
