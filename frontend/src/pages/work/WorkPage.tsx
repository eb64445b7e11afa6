import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { may } from '../../api/roles';
import { useBatches } from '../../api/work';
import { NotFoundPage } from '../../app/MessagePage';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { BatchTable } from './BatchTable';
import { NewBatchDialog } from './NewBatchDialog';
import { PeopleTable } from './PeopleTable';

/** Where a manager hands out work: batches, and what each person has. */
export default function WorkPage() {
  const t = useT();
  const project = useCurrentProject();
  const isManager = may(project.role, 'manage');
  const batches = useBatches(project.id, isManager);
  const [isMaking, making] = useDisclosure();
  if (!isManager) return <NotFoundPage />;
  const newBatch = (
    <Button leftSection={<IconPlus size={16} />} onClick={making.open}>
      {t('work.newBatch')}
    </Button>
  );
  return (
    <Stack maw={1100} mx="auto" gap="lg">
      <title>{`${t('work.handOut')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('work.handOut')} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1} size="h2">
            {t('work.handOut')}
          </Title>
          <Text c="dimmed" maw={720}>
            {t('work.hint')}
          </Text>
        </div>
        {(batches.data?.length ?? 0) > 0 && newBatch}
      </Group>
      <ErrorMessage error={batches.error} onRetry={() => void batches.refetch()} />
      <Section title={t('work.batches')}>
        {batches.isPending && <Skeleton h={160} />}
        {batches.data?.length === 0 && (
          <EmptyState icon={<IconStack2 size={30} />} title={t('work.emptyTitle')} action={newBatch}>
            {t('work.empty')}
          </EmptyState>
        )}
        {batches.data && batches.data.length > 0 && <BatchTable batches={batches.data} project={project} />}
      </Section>
      <PeopleTable project={project} />
      <NewBatchDialog project={project} opened={isMaking} onClose={making.close} />
    </Stack>
  );
}
