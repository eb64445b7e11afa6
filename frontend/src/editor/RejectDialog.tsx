/** Why an image goes back to the annotator. */

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/useT';

interface RejectDialogProps {
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  /** Resolves to whether the image was sent back; if not, the reason stays to try again. */
  onReject: (reason: string) => Promise<boolean>;
}

export function RejectDialog({ isOpen, isBusy, onClose, onReject }: RejectDialogProps) {
  const t = useT();
  const [reason, setReason] = useState('');
  const reject = async (): Promise<void> => {
    if (!(await onReject(reason.trim()))) return;
    setReason('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('editor.rejectTitle')} centered>
      <Textarea
        label={t('editor.rejectLabel')}
        description={t('editor.rejectHint')}
        placeholder={t('editor.rejectPlaceholder')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void reject()}>
          {t('editor.reject')}
        </Button>
      </Group>
    </Modal>
  );
}
