import { Button, Group, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { type ReviewFilters, useReviewSummary, useReviews } from '../../api/reviews';
import { may } from '../../api/roles';
import type { Project, WaitingSummary } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { CardGrid } from '../../components/CardGrid';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { NextButton } from '../project/NextButton';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { SubmissionCard } from './SubmissionCard';

const CARD_WIDTH = 230;

/** What waits for a review in a project, the longest waiting first. */
export default function ReviewPage() {
  const t = useT();
  const project = useCurrentProject();
  if (!may(project.role, 'review')) return <NotFoundPage />;
  return (
    <Stack gap="md">
      <title>{`${t('reviews.title')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('reviews.title')} />
      <Waiting project={project} />
    </Stack>
  );
}

function Waiting({ project }: { project: Project }) {
  const t = useT();
  const [filters, setFilter] = useReviewFilters();
  const summary = useReviewSummary(project.id);
  const query = useReviews(project.id, filters);
  const rows = query.data?.pages.flatMap(({ results }) => results);
  const isFiltered = filters.person !== undefined || filters.label !== undefined;
  const count = summary.data?.count ?? 0;
  const refetch = () => void Promise.all([summary.refetch(), query.refetch()]);
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1} size="h2">
            {t('reviews.title')}
          </Title>
          {count > 0 && (
            <Text c="dimmed">
              {t('reviews.waiting', { count })}
              {summary.data?.oldest && ` · ${t('reviews.oldest', { when: t.dateTime(summary.data.oldest) })}`}
            </Text>
          )}
        </div>
        {count > 0 && <NextButton project={project} kind="review" />}
      </Group>
      {summary.data && count > 0 && (
        <Filters project={project} summary={summary.data} filters={filters} onFilter={setFilter} />
      )}
      <ErrorMessage error={query.error ?? summary.error} onRetry={refetch} />
      {query.isPending && <Skeleton h={280} />}
      {rows?.length === 0 && !isFiltered && (
        <EmptyState icon={<IconListCheck size={30} />} title={t('reviews.emptyTitle')}>
          {t('reviews.empty')}
        </EmptyState>
      )}
      {rows?.length === 0 && isFiltered && (
        <Stack align="center" py="xl">
          <Text c="dimmed">{t('reviews.noneLikeThat')}</Text>
          <Button variant="default" onClick={() => setFilter({ person: undefined, label: undefined })}>
            {t('reviews.clearFilters')}
          </Button>
        </Stack>
      )}
      {rows !== undefined && rows.length > 0 && (
        <CardGrid cardWidth={CARD_WIDTH}>
          {rows.map((submission) => (
            <SubmissionCard key={submission.id} submission={submission} />
          ))}
        </CardGrid>
      )}
      <LoadMore query={query} />
    </>
  );
}

interface FiltersProps {
  project: Project;
  summary: WaitingSummary;
  filters: ReviewFilters;
  onFilter: (changes: Partial<ReviewFilters>) => void;
}

function Filters({ project, summary, filters, onFilter }: FiltersProps) {
  const t = useT();
  const chosen = (value: string | null): number | undefined => (value === null ? undefined : Number(value));
  return (
    <Group gap="xs">
      <Select
        aria-label={t('reviews.person')}
        placeholder={t('reviews.anybody')}
        clearable
        searchable
        w={220}
        value={filters.person === undefined ? null : String(filters.person)}
        onChange={(value) => onFilter({ person: chosen(value) })}
        data={summary.people.map(({ id, name, count }) => ({
          value: String(id),
          label: `${name} (${t.number(count)})`,
        }))}
      />
      <Select
        aria-label={t('reviews.label')}
        placeholder={t('reviews.anyLabel')}
        clearable
        searchable
        w={220}
        value={filters.label === undefined ? null : String(filters.label)}
        onChange={(value) => onFilter({ label: chosen(value) })}
        data={project.labels.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
    </Group>
  );
}

/** The filters live in the address. */
function useReviewFilters(): [ReviewFilters, (changes: Partial<ReviewFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const number = (name: string): number | undefined => {
    const text = params.get(name) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const filters = { person: number('person'), label: number('label') };
  const change = (changes: Partial<ReviewFilters>): void => {
    const kept = Object.entries({ ...filters, ...changes }).filter(([, value]) => value !== undefined);
    setParams(Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), { replace: true });
  };
  return [filters, change];
}
