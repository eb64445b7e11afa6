import { Avatar, Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { IconMessageCircle, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Submission } from '../../api/types';
import { duration, share } from '../../figures/figureText';
import { useT } from '../../i18n/useT';
import classes from '../project/ImageCard.module.css';

/** Below it half of what one has drawn is not what the other has. */
const LOW_AGREEMENT = 0.5;

/** One image that waits: whose it is, since when, and what went into it. */
export function SubmissionCard({ submission }: { submission: Submission }) {
  const t = useT();
  const { image, at, objects, seconds, attempt, agreement, open_comments } = submission;
  const address = `/images/${image.id}?state=submitted`;
  return (
    <Paper withBorder className={classes.card} data-testid="submission-card">
      <Link to={address} className={classes.link} aria-label={t('reviews.open', { image: image.name })}>
        <img className={classes.picture} src={image.thumbnail} alt="" loading="lazy" decoding="async" />
      </Link>
      <Stack gap={6} p="xs">
        <Link to={address} className={classes.name} title={image.name} tabIndex={-1}>
          {image.name}
        </Link>
        <HandedInBy submission={submission} />
        <Text size="xs" c="dimmed">
          {t('common.objects', { count: objects })}
          {seconds > 0 && ` · ${duration(seconds, t)}`} · {t.ago(at, Date.now())}
        </Text>
        {(attempt > 1 || agreement !== null || open_comments > 0) && (
          <Group gap={4}>
            {agreement !== null && (
              <Badge size="sm" variant="light" color={agreement < LOW_AGREEMENT ? 'red' : 'blue'} tt="none">
                {t('reviews.agreed', { value: share(agreement, t) })}
              </Badge>
            )}
            {attempt > 1 && (
              <Badge size="sm" variant="light" color="orange" tt="none">
                {t('reviews.again', { number: attempt })}
              </Badge>
            )}
            {open_comments > 0 && (
              <Badge
                size="sm"
                variant="light"
                color="violet"
                tt="none"
                leftSection={<IconMessageCircle size={11} aria-hidden />}
              >
                {t('reviews.openComments', { count: open_comments })}
              </Badge>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function HandedInBy({ submission: { annotator, kind } }: { submission: Submission }) {
  const t = useT();
  if (annotator === null)
    return (
      <Group gap={6} wrap="nowrap">
        <Avatar aria-hidden size={20} radius="xl">
          <IconUsers size={12} />
        </Avatar>
        <Text size="sm" truncate>
          {kind === 'consensus' ? t('reviews.consensus') : t('reviews.gone')}
        </Text>
      </Group>
    );
  return (
    <Group gap={6} wrap="nowrap">
      <Avatar
        aria-hidden
        size={20}
        radius="xl"
        name={annotator.name}
        color={annotator.color}
        variant="filled"
      />
      <Text size="sm" truncate>
        {annotator.name}
      </Text>
    </Group>
  );
}
