import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateModel } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { keepModel, refreshModels } from './useModelActions';

interface EditModelDialogProps {
  model: StoredModel;
  opened: boolean;
  onClose: () => void;
}

export function EditModelDialog({ model, opened, onClose }: EditModelDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Edit “${model.title || model.name}”`} size="xl" centered>
      <EditModelForm model={model} onDone={onClose} />
    </Modal>
  );
}

function EditModelForm({ model, onDone }: { model: StoredModel; onDone: () => void }) {
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
          label="Title"
          description={`What people read. Projects and masks go on calling it “${model.name}”.`}
          value={title}
          maxLength={150}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={fieldError(save.error, 'title')}
          required
          data-autofocus
        />
        <Textarea
          label="Card"
          description="What it was trained on, what it is good and bad at, under which terms it may be used. Markdown."
          autosize
          minRows={8}
          maxRows={20}
          value={card}
          onChange={(event) => setCard(event.currentTarget.value)}
          error={fieldError(save.error, 'card')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!title.trim()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
