/** Why an image goes back to the annotator. */
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';

interface RejectDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onReject: (reason: string) => Promise<void>;
}

export function RejectDialog({ isOpen, onClose, onReject }: RejectDialogProps) {
  const [reason, setReason] = useState('');
  const reject = async (): Promise<void> => {
    await onReject(reason.trim());
    setReason('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Send back to the annotator" centered>
      <Textarea
        label="What should be different?"
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
        <Button color="red" onClick={() => void reject()}>
          Reject
        </Button>
      </Group>
    </Modal>
  );
}
