import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { errorSentence } from '../api/errors';
import { currentT } from '../i18n/language';

interface Destruction {
  title: string;
  /** What will be lost, and what will stay. */
  loss: ReactNode;
  action: string;
  onConfirm: () => Promise<unknown>;
}

/** Ask before something is lost; a failure is told and leaves everything as it was. */
export function confirmLoss({ title, loss, action, onConfirm }: Destruction): void {
  modals.openConfirmModal({
    title,
    centered: true,
    children: <Text size="sm">{loss}</Text>,
    labels: { confirm: action, cancel: currentT()('common.keepIt') },
    confirmProps: { color: 'red' },
    onConfirm: () => {
      onConfirm().catch((error: unknown) => showError(error));
    },
  });
}

interface Step {
  title: string;
  /** What will be different, and what will stay. */
  consequence: ReactNode;
  action: string;
  onConfirm: () => Promise<unknown>;
}

/** Ask before something that others will notice; a failure is told and leaves everything as it was. */
export function confirmStep({ title, consequence, action, onConfirm }: Step): void {
  modals.openConfirmModal({
    title,
    centered: true,
    children: <Text size="sm">{consequence}</Text>,
    labels: { confirm: action, cancel: currentT()('common.cancel') },
    onConfirm: () => {
      onConfirm().catch((error: unknown) => showError(error));
    },
  });
}

export function showError(error: unknown): void {
  const t = currentT();
  notifications.show({ color: 'red', title: t('common.didNotWork'), message: errorSentence(error, t) });
}
