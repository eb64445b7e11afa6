/** A new label without leaving the image; its colour and the rest can be changed in the project's settings. */

import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorSentence } from '../api/errors';
import { createLabel } from '../api/labels';
import { queryKeys } from '../api/queryKeys';
import { useT } from '../i18n/useT';
import { unusedColor } from '../pages/settings/labelColors';
import { useEditor } from './editorContext';

export function AddLabel({ onDone }: { onDone: () => void }) {
  const t = useT();
  const { project, labels, commands } = useEditor();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const creation = useMutation({
    mutationFn: () => {
      const color = unusedColor(labels.map((label) => label.color));
      const position = Math.max(-1, ...labels.map((label) => label.position)) + 1;
      return createLabel(project.id, { name: name.trim(), color, kind: 'thing', hotkey: '', position });
    },
    onSuccess: async (label) => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      commands.chooseLabel(label.id);
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') creation.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group gap={4} mt={6} wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          flex={1}
          aria-label={t('editor.newLabelName')}
          placeholder={t('editor.newLabelName')}
          maxLength={100}
          value={name}
          error={creation.error === null ? null : errorSentence(creation.error, t)}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && onDone()}
          autoFocus
          data-testid="new-label-name"
        />
        <ActionIcon
          type="submit"
          size={30}
          aria-label={t('common.add')}
          loading={creation.isPending}
          disabled={name.trim() === ''}
        >
          <IconCheck size={16} />
        </ActionIcon>
        <ActionIcon size={30} variant="subtle" color="gray" aria-label={t('common.cancel')} onClick={onDone}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </form>
  );
}
