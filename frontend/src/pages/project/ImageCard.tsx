import { Badge, Center, Checkbox, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconFlag, IconMessageCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { problemSentence } from '../../api/errors';
import type { Image, Project } from '../../api/types';
import { STATE_COLORS } from '../../components/workflowStates';
import { useT } from '../../i18n/useT';
import classes from './ImageCard.module.css';
import { ImageMenu } from './ImageMenu';
import { WorkMarks } from './WorkMarks';

interface ImageCardProps {
  image: Image;
  project: Project;
  /** The filters of the list ("" or "?…"), so that the editor walks through the same list. */
  query: string;
  isSelected: boolean;
  /** Undefined where nothing can be selected. */
  onSelect: ((id: string, isRange: boolean) => void) | undefined;
}

export const ImageCard = memo(function ImageCard({
  image,
  project,
  query,
  isSelected,
  onSelect,
}: ImageCardProps) {
  const t = useT();
  const picture = <Picture image={image} />;
  const address = `/images/${image.id}${query}`;
  return (
    <Paper
      withBorder
      className={classes.card}
      data-testid="image-card"
      data-status={image.status}
      data-selected={isSelected || undefined}
    >
      {onSelect && (
        <Checkbox
          className={classes.check ?? ''}
          checked={isSelected}
          aria-label={t('bulk.select', { image: image.name })}
          onChange={(event) => onSelect(image.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      )}
      {image.status === 'ready' ? (
        <Link to={address} className={classes.link} aria-label={t('project.open', { image: image.name })}>
          {picture}
        </Link>
      ) : (
        picture
      )}
      <Stack gap={4} p="xs">
        <Group gap={4} wrap="nowrap" justify="space-between">
          {image.status === 'ready' ? (
            <Link to={address} className={classes.name} title={image.name} tabIndex={-1}>
              {image.name}
            </Link>
          ) : (
            <span className={classes.name} title={image.name}>
              {image.name}
            </span>
          )}
          <ImageMenu image={image} project={project} />
        </Group>
        <Group gap={4} wrap="nowrap" justify="space-between">
          {image.status === 'failed' ? (
            <Badge size="sm" color="red" variant="light" className={classes.badge}>
              {t('project.statusFailed')}
            </Badge>
          ) : (
            <Badge size="sm" color={STATE_COLORS[image.state]} variant="light" className={classes.badge}>
              {t(`workflow.${image.state}`)}
            </Badge>
          )}
          <Text size="xs" c="dimmed" className={classes.figures}>
            {image.object_count > 0
              ? t('common.objects', { count: image.object_count })
              : image.width > 0 && dimensions(image)}
          </Text>
        </Group>
        <WorkMarks image={image} />
        <Marks image={image} />
      </Stack>
    </Paper>
  );
});

/** Why it is set aside, how many comments are open, and its tags; nothing where there is none of it. */
function Marks({ image }: { image: Image }) {
  const t = useT();
  const comments = image.open_comments + (image.replica_comments ?? 0);
  if (image.flag === null && image.tags.length === 0 && comments === 0) return null;
  return (
    <Group gap={4}>
      {image.flag !== null && (
        <Badge
          size="sm"
          color="orange"
          variant="light"
          className={classes.mark}
          leftSection={<IconFlag size={11} aria-hidden />}
          title={t('marks.isFlagged', { reason: image.flag.reason })}
          data-testid="flag-badge"
        >
          {image.flag.reason}
        </Badge>
      )}
      {comments > 0 && (
        <Badge
          size="sm"
          color="violet"
          variant="light"
          className={classes.mark}
          leftSection={<IconMessageCircle size={11} aria-hidden />}
          data-testid="comments-badge"
        >
          {t('comments.open', { count: comments })}
        </Badge>
      )}
      {image.tags.map((tag) => (
        <Badge key={tag} size="sm" color="gray" variant="outline" className={classes.mark} title={tag}>
          {tag}
        </Badge>
      ))}
    </Group>
  );
}

function Picture({ image }: { image: Image }) {
  const t = useT();
  const reason = image.problem ? problemSentence(image.problem, t) : t('project.notProcessed');
  if (image.status === 'failed') {
    return (
      <Center className={classes.picture} px="xs">
        <Stack gap={4} align="center">
          <IconAlertTriangle size={22} color="var(--mantine-color-red-6)" aria-hidden />
          <Text size="xs" c="dimmed" ta="center" lineClamp={3} title={reason}>
            {reason}
          </Text>
        </Stack>
      </Center>
    );
  }
  if (!image.thumbnail) {
    return (
      <Center className={classes.picture}>
        <Loader size="sm" type="dots" role="status" aria-label={t('project.statusProcessing')} />
      </Center>
    );
  }
  return <img className={classes.picture} src={image.thumbnail} alt="" loading="lazy" decoding="async" />;
}

function dimensions(image: Image): string {
  return `${image.width} × ${image.height}`;
}
