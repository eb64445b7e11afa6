import { Badge, Checkbox, Group, Image as Picture, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Image } from '../../api/types';
import { STATE_COLORS } from '../../components/workflowStates';
import { useT } from '../../i18n/useT';
import { hasWork } from './keeping';

interface DuplicateImageProps {
  image: Image;
  isGoing: boolean;
  onToggle: () => void;
}

/** One of several photos that look alike: what tells it from the others, and whether it is to go. */
export function DuplicateImage({ image, isGoing, onToggle }: DuplicateImageProps) {
  const t = useT();
  return (
    <Stack gap={4} style={{ minWidth: 0 }}>
      <Link to={`/images/${image.id}`} aria-label={t('project.open', { image: image.name })}>
        <Picture
          src={image.thumbnail}
          alt=""
          h={150}
          fit="contain"
          bg="var(--mantine-color-default-hover)"
          loading="lazy"
          style={{ opacity: isGoing ? 0.45 : 1 }}
        />
      </Link>
      <Checkbox
        label={isGoing ? t('duplicates.goes') : t('duplicates.stays')}
        aria-label={t('duplicates.choose', { image: image.name })}
        checked={isGoing}
        onChange={onToggle}
        size="sm"
      />
      <Text size="sm" truncate title={image.name}>
        {image.name}
      </Text>
      <Text size="xs" c="dimmed">
        {t.number(image.width)} × {t.number(image.height)} · {t.dateTime(image.created)}
      </Text>
      <Group gap={4}>
        {hasWork(image) && (
          <Badge size="sm" variant="light" color={STATE_COLORS[image.state]}>
            {t(`workflow.${image.state}`)}
          </Badge>
        )}
        {image.object_count > 0 && (
          <Badge size="sm" variant="outline" color="gray">
            {t('common.objects', { count: image.object_count })}
          </Badge>
        )}
        {image.tags.map((tag) => (
          <Badge key={tag} size="sm" variant="outline" color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    </Stack>
  );
}
