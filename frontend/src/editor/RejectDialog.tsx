/** Why an image goes back to the annotator. */
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';

interface RejectDialogProps {
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  /** Resolves to whether the image was sent back; if not, the reason stays to try again. */
  onReject: (reason: string) => Promise<boolean>;
}

export function RejectDialog({ isOpen, isBusy, onClose, onReject }: RejectDialogProps) {
  const [reason, setReason] = useState('');
  const reject = async (): Promise<void> => {
    if (!(await onReject(reason.trim()))) return;
    setReason('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Send back to the annotator" centered>
      <Textarea
        label="What should be different?"
        description="Whoever opens the image next reads this beside the photo."
        placeholder="The left wing of the bird is missing"
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
          Cancel
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void reject()}>
          Reject
        </Button>
      </Group>
    </Modal>
  );
}
