import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteModel } from '../../api/models';
import { queryKeys } from '../../api/queryKeys';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { removalLoss } from './removalLoss';
import { refreshModels } from './useModelActions';

interface RemoveModelDialogProps {
  model: StoredModel;
  opened: boolean;
  onClose: () => void;
  onRemoved?: () => void;
}

/** Asks before a model is removed; the server's refusal (projects use it) is told in place. */
export function RemoveModelDialog({ model, opened, onClose, onRemoved }: RemoveModelDialogProps) {
  const client = useQueryClient();
  const name = model.title || model.name;
  const remove = useMutation({
    mutationFn: () => deleteModel(model.id),
    onSuccess: async () => {
      close();
      onRemoved?.();
      client.removeQueries({ queryKey: queryKeys.model(model.id) });
      await refreshModels(client);
      notifications.show({ message: `“${name}” is removed.` });
    },
  });
  const close = () => {
    onClose();
    remove.reset();
  };
  return (
    <Modal opened={opened} onClose={close} title={`Remove “${name}”?`} centered>
      <Stack>
        {removalLoss(model).map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence}
          </Text>
        ))}
        <ErrorMessage error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove the model
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
