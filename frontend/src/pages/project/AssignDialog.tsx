import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMembers } from '../../api/projectRoles';
import { may } from '../../api/roles';
import type { Image } from '../../api/types';
import { assignImage, refreshWork } from '../../api/work';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface AssignDialogProps {
  image: Image;
  opened: boolean;
  onClose: () => void;
}

/** Give one image to one person, or to nobody in particular. */
export function AssignDialog({ image, opened, onClose }: AssignDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('work.assignTitle', { image: image.name })} centered>
      <AssignForm image={image} onClose={onClose} />
    </Modal>
  );
}

const NOBODY = '0';

function AssignForm({ image, onClose }: Omit<AssignDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const members = useMembers(image.project);
  const before = String(image.assignee?.id ?? NOBODY);
  const [person, setPerson] = useState(before);
  const assign = useMutation({
    mutationFn: () => assignImage(image, person === NOBODY ? null : Number(person)),
    onSuccess: async (changed) => {
      const message = changed === 0 ? t('work.notAssigned', { image: image.name }) : t('work.assignedDone');
      notifications.show(changed === 0 ? { color: 'orange', message } : { message });
      onClose();
      await refreshWork(client, image.project);
    },
  });
  const people = (members.data ?? []).filter(({ role }) => may(role, 'annotate'));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        assign.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={assign.error ?? members.error} />
        <Select
          label={t('work.recipient')}
          description={person === NOBODY ? t('work.everybodyHint') : t('work.recipientHint')}
          data={[
            { value: NOBODY, label: t('work.nobody') },
            ...people.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={person}
          searchable
          allowDeselect={false}
          onChange={(value) => setPerson(value ?? NOBODY)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={assign.isPending} disabled={person === before}>
            {t('work.assign')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
