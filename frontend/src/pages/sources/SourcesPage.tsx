import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFolderDown, IconPlus } from '@tabler/icons-react';
import { may } from '../../api/roles';
import { useSources } from '../../api/sources';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { AddSourceDialog } from './AddSourceDialog';
import { SourceCard } from './SourceCard';

/** Where the images of a project come from beside uploads. */
export default function SourcesPage() {
  const t = useT();
  const project = useCurrentProject();
  const isManager = may(project.role, 'manage');
  const sources = useSources(project.id, isManager);
  const [isAdding, adding] = useDisclosure();
  if (!isManager) return <NotFoundPage />;
  const known = sources.data ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      {t('imageSources.add')}
    </Button>
  );
  return (
    <Stack maw={960} mx="auto" gap="lg">
      <title>{`${t('imageSources.title')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('imageSources.title')} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1} size="h2">
            {t('imageSources.title')}
          </Title>
          <Text c="dimmed" maw={680}>
            {t('imageSources.hint')}
          </Text>
        </div>
        {known.length > 0 && add}
      </Group>
      <ErrorMessage error={sources.error} onRetry={() => void sources.refetch()} />
      {sources.isPending && <Skeleton h={140} />}
      {sources.isSuccess && known.length === 0 && (
        <EmptyState icon={<IconFolderDown size={30} />} title={t('imageSources.emptyTitle')} action={add}>
          {t('imageSources.empty')}
        </EmptyState>
      )}
      {known.map((source) => (
        <SourceCard key={source.id} source={source} />
      ))}
      <AddSourceDialog project={project.id} opened={isAdding} onClose={adding.close} />
    </Stack>
  );
}
