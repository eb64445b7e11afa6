import { Button, Group, Stack, TagsInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import type { Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useUnsaved } from '../../components/UnsavedGuard';
import { useT } from '../../i18n/useT';

const MOST_REASONS = 20;

/** What reviewers are offered when they send an image back. */
export function RejectReasons({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const [reasons, setReasons] = useState(project.reject_reasons);
  const save = useMutation({
    mutationFn: () => updateProject(project.id, { reject_reasons: reasons }),
    onSuccess: async (saved) => {
      setReasons(saved.reject_reasons);
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      notifications.show({ message: t('reviews.reasonsSaved') });
    },
  });
  const isChanged = reasons.join('\n') !== project.reject_reasons.join('\n');
  useUnsaved(isChanged);
  return (
    <Section title={t('reviews.reasons')} hint={t('reviews.reasonsHint')}>
      <Stack>
        <ErrorMessage error={save.error} />
        <TagsInput
          label={t('reviews.reasonsField')}
          placeholder={reasons.length === 0 ? t('reviews.reasonsPlaceholder') : ''}
          value={reasons}
          onChange={setReasons}
          maxTags={MOST_REASONS}
          splitChars={[]}
          acceptValueOnBlur
        />
        <Group justify="flex-end">
          <Button loading={save.isPending} disabled={!isChanged} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
