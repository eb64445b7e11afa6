import { Badge, Group, Text } from '@mantine/core';
import { IconLock, IconMedal, IconStack2 } from '@tabler/icons-react';
import type { Image } from '../../api/types';
import { PersonAvatar } from '../../components/PersonAvatar';
import { useT } from '../../i18n/useT';
import classes from './ImageCard.module.css';

/** Whose the image is, in which batch, who holds it now, whether it is gold; nothing where there is none of it. */
export function WorkMarks({ image }: { image: Image }) {
  const t = useT();
  const { assignee, batch, held_by: holder } = image;
  if (!assignee && !batch && !holder && !image.is_gold) return null;
  return (
    <Group gap={4}>
      {assignee && (
        <Group
          gap={4}
          wrap="nowrap"
          title={t('work.assignedTo', { name: assignee.name })}
          data-testid="assignee"
        >
          <PersonAvatar name={assignee.name} color={assignee.color} size={18} />
          <Text size="xs">{assignee.name}</Text>
        </Group>
      )}
      {holder && (
        <Badge
          size="sm"
          color="blue"
          variant="light"
          className={classes.mark}
          leftSection={<IconLock size={11} aria-hidden />}
          title={t('work.heldBy', { name: holder.name, time: t.dayTime(image.lease_expires ?? '') })}
          data-testid="holder"
        >
          {holder.name}
        </Badge>
      )}
      {batch && (
        <Badge
          size="sm"
          color="teal"
          variant="light"
          className={classes.mark}
          leftSection={<IconStack2 size={11} aria-hidden />}
          title={t('work.inBatch', { batch: batch.name })}
        >
          {batch.name}
        </Badge>
      )}
      {image.is_gold && (
        <Badge
          size="sm"
          color="yellow"
          variant="light"
          className={classes.mark}
          leftSection={<IconMedal size={11} aria-hidden />}
          title={t('work.goldHint')}
        >
          {t('work.gold')}
        </Badge>
      )}
    </Group>
  );
}
