import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/queryKeys';
import { reauthenticated, useIsReauthenticating } from '../api/reauthentication';
import type { Me } from '../api/types';
import { useT } from '../i18n/useT';
import { LoginForm } from '../pages/login/LoginForm';

/** The session ended while somebody works here: ask for the password and let all waiting requests go on. */
export function ReauthenticationDialog() {
  const t = useT();
  const isOpen = useIsReauthenticating();
  const client = useQueryClient();
  const before = client.getQueryData<Me>(queryKeys.me);

  const goOn = (me: Me) => {
    // What waits belongs to another person: start afresh instead of sending it in the wrong name.
    if (before && before.id !== me.id) window.location.assign('/projects');
    else {
      client.setQueryData(queryKeys.me, me);
      reauthenticated();
    }
  };

  return (
    <Modal
      opened={isOpen}
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
      title={t('login.sessionEnded')}
      zIndex={1000}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('login.sessionEndedHint')}
        </Text>
        {isOpen && <LoginForm username={before?.username} onLogin={goOn} />}
      </Stack>
    </Modal>
  );
}
