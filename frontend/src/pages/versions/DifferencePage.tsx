import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { useDifference, useVersion } from '../../api/versions';
import { NotFoundPage } from '../../app/MessagePage';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { differenceAddress } from './addresses';
import { DifferenceFigures } from './DifferenceFigures';
import { DifferingImages } from './DifferingImages';
import { LabelDifferences } from './LabelDifferences';

/** What differs between two versions of a project. */
export default function DifferencePage() {
  const project = useCurrentProject();
  const { version = '', other = '' } = useParams();
  const areNumbers = [version, other].every((id) => /^\d{1,15}$/.test(id));
  if (!areNumbers || !may(project.role, 'export')) return <NotFoundPage />;
  return (
    <Difference
      key={`${version}-${other}`}
      project={project}
      before={Number(version)}
      after={Number(other)}
    />
  );
}

interface DifferenceProps {
  project: Project;
  before: number;
  after: number;
}

function Difference({ project, before, after }: DifferenceProps) {
  const t = useT();
  const one = useVersion(before);
  const other = useVersion(after);
  const difference = useDifference(before, after);
  const error = one.error ?? other.error ?? difference.error;
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  const retry = () => void Promise.all([one.refetch(), other.refetch(), difference.refetch()]);
  if (error) return <ErrorMessage error={error} onRetry={retry} />;
  if (!one.data || !other.data || !difference.data) return <Skeleton h={320} maw={1100} mx="auto" />;
  if (one.data.project !== project.id) return <NotFoundPage />;
  const title = t('versions.differs', { before: one.data.name, after: other.data.name });
  return (
    <Stack maw={1100} mx="auto" gap="lg">
      <title>{`${title} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('versions.compareTitle')} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ overflowWrap: 'anywhere' }}>
          <Title order={1} size="h2">
            {title}
          </Title>
          <Text c="dimmed">{t('versions.differsHint')}</Text>
        </div>
        <Button
          variant="default"
          component={Link}
          to={differenceAddress(project.id, after, before)}
          leftSection={<IconArrowsExchange size={16} />}
        >
          {t('versions.swap')}
        </Button>
      </Group>
      <DifferenceFigures difference={difference.data} />
      <LabelDifferences difference={difference.data} />
      <Section title={t('versions.imagesDiffer')}>
        <DifferingImages before={one.data} after={other.data} counts={difference.data.images} />
      </Section>
    </Stack>
  );
}
