import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateModel } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { keepModel, refreshModels } from './useModelActions';

interface EditModelDialogProps {
  model: StoredModel;
  opened: boolean;
  onClose: () => void;
}

export function EditModelDialog({ model, opened, onClose }: EditModelDialogProps) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('models.editTitle', { model: model.title || model.name })}
      size="xl"
      centered
    >
      <EditModelForm model={model} onDone={onClose} />
    </Modal>
  );
}

function EditModelForm({ model, onDone }: { model: StoredModel; onDone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [title, setTitle] = useState(model.title);
  const [card, setCard] = useState(model.card);
  const save = useMutation({
    mutationFn: () => updateModel(model.id, { title: title.trim(), card }),
    onSuccess: async (changed) => {
      keepModel(client, changed);
      onDone();
      await refreshModels(client);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={formError(save.error, ['title', 'card'])} />
        <TextInput
          label={t('models.modelTitle')}
          description={t('models.modelTitleHint', { model: model.name })}
          value={title}
          maxLength={150}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={fieldError(save.error, 'title')}
          required
          data-autofocus
        />
        <Textarea
          label={t('models.card')}
          description={t('models.cardHint')}
          autosize
          minRows={8}
          maxRows={20}
          value={card}
          onChange={(event) => setCard(event.currentTarget.value)}
          error={fieldError(save.error, 'card')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!title.trim()}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
