/** A label in use is to be deleted: what becomes of its objects? */
import { Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteLabel, type ObjectsFate } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface DeleteLabelDialogProps {
  label: Label;
  /** Objects that have it now. */
  count: number;
  others: readonly Label[];
  onClose: () => void;
}

export function DeleteLabelDialog({ label, count, others, onClose }: DeleteLabelDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [kind, setKind] = useState<ObjectsFate['objects']>(others.length > 0 ? 'move' : 'keep');
  const [to, setTo] = useState<string | null>(others[0] === undefined ? null : String(others[0].id));
  const remove = useMutation({
    mutationFn: () =>
      deleteLabel(label.id, kind === 'move' ? { objects: kind, to: Number(to) } : { objects: kind }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: queryKeys.project(label.project) });
      await client.invalidateQueries({ queryKey: queryKeys.images(label.project) });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('settings.deleteTitle', { label: label.name })} centered>
      <Stack data-testid="delete-label">
        <Radio.Group
          value={kind}
          onChange={(value) => setKind(value as ObjectsFate['objects'])}
          label={t('keep.labelInUse', { count })}
        >
          <Stack gap="sm" mt="md">
            {others.length > 0 && <Radio value="move" label={t('keep.giveOther')} />}
            {kind === 'move' && (
              <Select
                ml={32}
                aria-label={t('keep.otherLabel')}
                data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
                value={to}
                onChange={setTo}
                allowDeselect={false}
                searchable={others.length > 8}
              />
            )}
            <Radio value="keep" label={t('keep.keepWithout')} />
            <Radio
              value="delete"
              color="red"
              label={t('keep.deleteThem', { count })}
              description={t('keep.deletesForAll')}
            />
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t('keep.labelGoes')}
        </Text>
        <ErrorMessage error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.keepIt')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('settings.deleteAction')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
