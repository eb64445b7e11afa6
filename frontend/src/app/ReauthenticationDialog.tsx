import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../api/queryKeys';
import { reauthenticated, useIsReauthenticating } from '../api/reauthentication';
import type { Me } from '../api/types';
import { useT } from '../i18n/useT';
import { LoginSteps, type Step } from '../pages/login/LoginSteps';
import { useLoggedInElsewhere } from './useLoggedInElsewhere';

/** The session ended while somebody works here: ask for the login and let all waiting requests go on. */
export function ReauthenticationDialog() {
  const t = useT();
  const isOpen = useIsReauthenticating();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>('first');
  const before = client.getQueryData<Me>(queryKeys.me);

  const goOn = (me: Me) => {
    // What waits belongs to another person: start afresh instead of sending it in the wrong name.
    if (before && before.id !== me.id) window.location.assign('/projects');
    else {
      setStep('first');
      client.setQueryData(queryKeys.me, me);
      reauthenticated();
    }
  };

  useLoggedInElsewhere(isOpen, goOn);

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
        {isOpen && (
          <LoginSteps
            step={step}
            onStep={setStep}
            username={before?.username}
            onLogin={goOn}
            next="/signed-in"
            isInPlace
          />
        )}
      </Stack>
    </Modal>
  );
}
