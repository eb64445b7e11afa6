import { Badge, Card, Group, Image, Stack, Text } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMyRejected } from '../../api/reviews';
import type { Submission } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';

/** The images that were sent back, each with what the reviewer said. */
export function ToMend() {
  const t = useT();
  const query = useMyRejected();
  const rows = query.data?.pages.flatMap(({ results }) => results) ?? [];
  return (
    <Section title={t('quality.mend')} hint={t('quality.mendHint')}>
      <ErrorMessage error={query.error} onRetry={() => void query.refetch()} />
      {query.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('quality.mendNone')}
        </Text>
      )}
      {rows.length > 0 && (
        <Stack gap="xs" mah={420} style={{ overflowY: 'auto' }}>
          {rows.map((submission) => (
            <SentBack key={submission.id} submission={submission} />
          ))}
          <LoadMore query={query} />
        </Stack>
      )}
    </Section>
  );
}

function SentBack({ submission }: { submission: Submission }) {
  const t = useT();
  const { image, reason, reviewer, verdict_at, open_comments, project_name } = submission;
  return (
    <Card
      withBorder
      p="xs"
      component={Link}
      to={`/images/${image.id}`}
      data-testid="to-mend"
      style={{ flex: 'none' }}
    >
      <Group wrap="nowrap" align="center">
        <Image src={image.thumbnail} alt="" w={84} h={63} radius="sm" fit="cover" loading="lazy" />
        <Stack gap={2} style={{ minWidth: 0, flex: 1 }}>
          <Text fw={600} lineClamp={2}>
            {reason || t('editor.noReason')}
          </Text>
          <Text size="sm" truncate>
            {image.name} · {project_name}
          </Text>
          <Text size="xs" c="dimmed">
            {t('quality.sentBackBy', {
              name: reviewer?.name ?? t('reviews.gone'),
              when: verdict_at === null ? '' : t.ago(verdict_at, Date.now()),
            })}
          </Text>
        </Stack>
        {open_comments > 0 && (
          <Badge
            variant="light"
            color="violet"
            tt="none"
            leftSection={<IconMessageCircle size={12} aria-hidden />}
          >
            {t('reviews.openComments', { count: open_comments })}
          </Badge>
        )}
      </Group>
    </Card>
  );
}
