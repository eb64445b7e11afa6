import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconVersions } from '@tabler/icons-react';
import { problemSentence } from '../../api/errors';
import { useJobs } from '../../api/jobs';
import { may } from '../../api/roles';
import { useVersions } from '../../api/versions';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { CompareForm } from './CompareForm';
import { NewVersionDialog } from './NewVersionDialog';
import { VersionTable } from './VersionTable';

/** The versions of a project: what was frozen when, and the way to freeze what is there now. */
export default function VersionsPage() {
  const t = useT();
  const project = useCurrentProject();
  const maySee = may(project.role, 'export');
  const isManager = may(project.role, 'manage');
  const versions = useVersions(project.id, maySee);
  const [isMaking, making] = useDisclosure();
  if (!maySee) return <NotFoundPage />;
  const newVersion = isManager && (
    <Button leftSection={<IconPlus size={16} />} onClick={making.open}>
      {t('versions.new')}
    </Button>
  );
  const known = versions.data ?? [];
  const ready = known.filter(({ state }) => state === 'ready');
  return (
    <Stack maw={1100} mx="auto" gap="lg">
      <title>{`${t('versions.title')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('versions.title')} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1} size="h2">
            {t('versions.title')}
          </Title>
          <Text c="dimmed" maw={720}>
            {t('versions.hint')}
          </Text>
        </div>
        {known.length > 0 && newVersion}
      </Group>
      <ErrorMessage error={versions.error} onRetry={() => void versions.refetch()} />
      <LastFailure project={project.id} />
      {versions.isPending && <Skeleton h={160} />}
      {versions.isSuccess && known.length === 0 && (
        <EmptyState icon={<IconVersions size={30} />} title={t('versions.emptyTitle')} action={newVersion}>
          {t('versions.empty')}
        </EmptyState>
      )}
      {known.length > 0 && <VersionTable versions={known} project={project} />}
      {ready.length > 1 && (
        <Section title={t('versions.compareTitle')} hint={t('versions.compareHint')}>
          <CompareForm project={project.id} versions={ready} />
        </Section>
      )}
      <NewVersionDialog project={project} latest={ready[0]} opened={isMaking} onClose={making.close} />
    </Stack>
  );
}

/** Why the version that was asked for last is not there. */
function LastFailure({ project }: { project: number }) {
  const t = useT();
  const last = useJobs(project, true).data?.find(({ kind }) => kind === 'version');
  if (last?.state !== 'failed') return null;
  const reason = last.problem ? problemSentence(last.problem, t) : '';
  return (
    <Alert color="red" variant="light" title={t('versions.failed', { version: String(last.params.name) })}>
      {reason}
    </Alert>
  );
}
