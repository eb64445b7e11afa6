import { Button, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { may } from '../../api/roles';
import type { Project, VersionDetail } from '../../api/types';
import { useVersion } from '../../api/versions';
import { NotFoundPage } from '../../app/MessagePage';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { ContentTable } from './ContentTable';
import { useDeleteVersion } from './useDeleteVersion';
import { VersionExport } from './VersionExport';

/** One version: what it holds, and its export. */
export default function VersionPage() {
  const project = useCurrentProject();
  const { version: id = '' } = useParams();
  return /^\d{1,15}$/.test(id) && may(project.role, 'export') ? (
    <LoadedVersion key={id} id={Number(id)} project={project} />
  ) : (
    <NotFoundPage />
  );
}

function LoadedVersion({ id, project }: { id: number; project: Project }) {
  const version = useVersion(id);
  if (version.error instanceof ApiError && version.error.status === 404) return <NotFoundPage />;
  if (version.error) return <ErrorMessage error={version.error} onRetry={() => void version.refetch()} />;
  if (version.data?.state !== 'ready') return <Skeleton h={320} maw={1100} mx="auto" />;
  return version.data.project === project.id ? (
    <ShownVersion version={version.data} project={project} />
  ) : (
    <NotFoundPage />
  );
}

function ShownVersion({ version, project }: { version: VersionDetail; project: Project }) {
  const t = useT();
  const navigate = useNavigate();
  const list = `/projects/${project.id}/versions`;
  const remove = useDeleteVersion(project.id, () => void navigate(list));
  const leftOut = Object.values(version.left_out).reduce((sum, count) => sum + count, 0);
  return (
    <Stack maw={1100} mx="auto" gap="lg">
      <title>{`${version.name} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={version.name} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ overflowWrap: 'anywhere' }}>
          <Title order={1} size="h2">
            {version.name}
          </Title>
          <Text c="dimmed" size="sm">
            {t('versions.numberBy', {
              number: version.number,
              name: version.made_by,
              time: t.dateTime(version.created),
            })}
          </Text>
          {version.note && (
            <Text mt="xs" style={{ whiteSpace: 'pre-wrap' }}>
              {version.note}
            </Text>
          )}
        </div>
        {may(project.role, 'manage') && (
          <Button
            variant="default"
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => remove(version)}
          >
            {t('versions.delete')}
          </Button>
        )}
      </Group>
      <Section title={t('versions.holds')}>
        <ContentTable version={version} />
        {leftOut > 0 && (
          <Text size="sm" c="dimmed">
            {t('versions.leftOut', { count: leftOut })}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {t('versions.digest')} <Code>{version.digest.slice(0, 16)}</Code>
        </Text>
      </Section>
      <Section title={t('versions.exportTitle')} hint={t('versions.exportHint')}>
        <VersionExport version={version} project={project.id} />
      </Section>
    </Stack>
  );
}
