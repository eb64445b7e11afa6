/** Sends what was left behind on images without a connection, from every page that needs an account. */
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useMatch } from 'react-router';
import { problemSentence } from '../api/errors';
import { useIsReauthenticating } from '../api/reauthentication';
import { currentT } from '../i18n/language';
import { sendLeftovers } from '../protocol/leftovers';
import type { ErrorMessage, Uuid } from '../protocol/messages';
import { browserOperations } from '../protocol/operationStore';
import { imageSocketUrl } from '../protocol/socketUrl';

export function useLeftovers(userId: number | undefined): void {
  const openImage = useMatch('/images/:id')?.params.id ?? null;
  const isWaitingForLogin = useIsReauthenticating();
  useEffect(() => {
    if (userId === undefined || isWaitingForLogin) return;
    return sendLeftovers({
      store: browserOperations,
      userId,
      openImage,
      urlOf: imageSocketUrl,
      onRefused: tellRefused,
    });
  }, [userId, openImage, isWaitingForLogin]);
}

function tellRefused(image: Uuid, refusal: ErrorMessage): void {
  const t = currentT();
  notifications.show({
    id: `leftover-${image}-${refusal.code}`,
    color: 'red',
    title: t('keep.leftoverRefused'),
    message: problemSentence(refusal, t),
    autoClose: false,
  });
}
