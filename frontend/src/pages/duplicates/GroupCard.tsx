import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTag, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refreshDuplicates } from '../../api/duplicates';
import { changeTags } from '../../api/imageMarks';
import { deleteImage } from '../../api/images';
import { queryKeys } from '../../api/queryKeys';
import type { DuplicateGroup } from '../../api/types';
import { CardGrid } from '../../components/CardGrid';
import { confirmLoss, showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { DuplicateImage } from './DuplicateImage';
import { hasWork, preselected } from './keeping';

interface GroupCardProps {
  group: DuplicateGroup;
  project: number;
}

/** Photos that look alike, side by side; those that are ticked can be tagged or deleted. */
export function GroupCard({ group, project }: GroupCardProps) {
  const t = useT();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(() => preselected(group.images));
  const going = group.images.filter(({ id }) => chosen.has(id));
  const withWork = going.filter(hasWork).length;
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: queryKeys.images(project) });
    await client.invalidateQueries({ queryKey: queryKeys.project(project) });
    await refreshDuplicates(client, project);
  };
  const tag = useMutation({
    mutationFn: async () => {
      for (const { id } of going) await changeTags(id, [t('duplicates.tag')], []);
    },
    onSuccess: () => notifications.show({ message: t('duplicates.tagged', { count: going.length }) }),
    onError: showError,
    onSettled: refresh,
  });
  const remove = async () => {
    try {
      for (const { id } of going) await deleteImage(id);
    } finally {
      setChosen(new Set());
      await refresh();
    }
  };
  const ask = () =>
    confirmLoss({
      title: t('duplicates.deleteTitle', { count: going.length }),
      loss:
        withWork > 0
          ? t('duplicates.deleteLossOfWork', { count: withWork })
          : t('duplicates.deleteLoss', { kept: group.images.length - going.length }),
      action: t('duplicates.deleteAction'),
      onConfirm: remove,
    });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Paper withBorder p="md" component="article" data-testid="duplicate-group">
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>
            {group.images.length < group.size
              ? t('duplicates.someOf', { shown: group.images.length, count: group.size })
              : t('common.images', { count: group.images.length })}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTag size={14} />}
              disabled={going.length === 0}
              loading={tag.isPending}
              onClick={() => tag.mutate()}
            >
              {t('duplicates.tagChosen', { tag: t('duplicates.tag') })}
            </Button>
            <Button
              size="xs"
              variant="light"
              color="red"
              leftSection={<IconTrash size={14} />}
              disabled={going.length === 0}
              onClick={ask}
            >
              {t('duplicates.deleteChosen', { n: going.length })}
            </Button>
          </Group>
        </Group>
        <CardGrid cardWidth={200}>
          {group.images.map((image) => (
            <DuplicateImage
              key={image.id}
              image={image}
              isGoing={chosen.has(image.id)}
              onToggle={() => toggle(image.id)}
            />
          ))}
        </CardGrid>
      </Stack>
    </Paper>
  );
}
