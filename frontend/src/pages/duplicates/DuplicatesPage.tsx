import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useDuplicateGroups } from '../../api/duplicates';
import { problemSentence } from '../../api/errors';
import { isFinished, useJob, useJobs } from '../../api/jobs';
import { may } from '../../api/roles';
import type { Job } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { GroupCard } from './GroupCard';
import { SearchForm } from './SearchForm';

/** Photos that look alike, group by group: one is kept, the others are tagged or deleted. */
export default function DuplicatesPage() {
  const t = useT();
  const project = useCurrentProject();
  const isManager = may(project.role, 'manage');
  const groups = useDuplicateGroups(project.id, isManager);
  const jobs = useJobs(project.id, isManager);
  const known = jobs.data?.find(({ kind }) => kind === 'duplicates');
  const last = useJob(known?.id ?? '', known).data;
  if (!isManager) return <NotFoundPage />;
  const found = groups.data?.pages.flatMap((page) => page.results) ?? [];
  const isSettled = groups.isSuccess && jobs.isSuccess && (last === undefined || isFinished(last));
  return (
    <Stack maw={1200} mx="auto" gap="lg">
      <title>{`${t('duplicates.title')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('duplicates.title')} />
      <div>
        <Title order={1} size="h2">
          {t('duplicates.title')}
        </Title>
        <Text c="dimmed" maw={760}>
          {t('duplicates.hint')}
        </Text>
      </div>
      <SearchForm key={last?.id} project={project.id} last={last} />
      <ErrorMessage error={groups.error} onRetry={() => void groups.refetch()} />
      {last?.state === 'failed' && last.problem && (
        <Alert color="red" variant="light">
          {problemSentence(last.problem, t)}
        </Alert>
      )}
      {groups.isPending && <Skeleton h={200} />}
      {isSettled && found.length === 0 && <Nothing last={last} />}
      {found.map((group) => (
        <GroupCard key={`${last?.id}-${group.number}`} group={group} project={project.id} />
      ))}
      <LoadMore query={groups} />
    </Stack>
  );
}

function Nothing({ last }: { last: Job | undefined }) {
  const t = useT();
  return last?.state === 'done' ? (
    <EmptyState icon={<IconCopyCheck size={30} />} title={t('duplicates.noneTitle')}>
      {t('duplicates.none')}
    </EmptyState>
  ) : (
    <EmptyState icon={<IconCopyCheck size={30} />} title={t('duplicates.emptyTitle')}>
      {t('duplicates.empty')}
    </EmptyState>
  );
}
