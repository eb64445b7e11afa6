import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteModel } from '../../api/models';
import { queryKeys } from '../../api/queryKeys';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
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
  const t = useT();
  const client = useQueryClient();
  const name = model.title || model.name;
  const remove = useMutation({
    mutationFn: () => deleteModel(model.id),
    onSuccess: async () => {
      close();
      onRemoved?.();
      client.removeQueries({ queryKey: queryKeys.model(model.id) });
      await refreshModels(client);
      notifications.show({ message: t('models.removed', { model: name }) });
    },
  });
  const close = () => {
    onClose();
    remove.reset();
  };
  return (
    <Modal opened={opened} onClose={close} title={t('models.removeTitle', { model: name })} centered>
      <Stack>
        {removalLoss(model, t).map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence}
          </Text>
        ))}
        <ErrorMessage error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.keepIt')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('models.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
