import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCpu, IconPlus } from '@tabler/icons-react';
import { useModels } from '../../api/models';
import { useMe } from '../../api/session';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { AddModelDialog } from './AddModelDialog';
import { ModelTable } from './ModelTable';

export function ModelsPage() {
  const { data: me } = useMe();
  const models = useModels();
  const [isAdding, adding] = useDisclosure();
  const isOperator = me?.is_operator ?? false;
  const add = isOperator && (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      Add a model
    </Button>
  );
  return (
    <Stack gap="lg" maw={1400} mx="auto">
      <title>Models · Stipple</title>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1} size="h2">
            Models
          </Title>
          <Text c="dimmed" mt={4}>
            They answer the clicks. Each project uses one of them, and every mask says which model made it.
          </Text>
        </div>
        {models.data && models.data.length > 0 && add}
      </Group>
      <ErrorMessage error={models.error} onRetry={() => void models.refetch()} />
      {models.isPending && <Skeleton h={240} radius="md" />}
      {models.data?.length === 0 && (
        <EmptyState icon={<IconCpu size={30} />} title="No models yet" action={add}>
          {isOperator
            ? 'Without a model clicks get no masks. Add a published one by its name, or weights of your own.'
            : 'Without a model clicks get no masks. Whoever runs this installation can add one.'}
        </EmptyState>
      )}
      {models.data && models.data.length > 0 && (
        <Paper withBorder>
          <ModelTable models={models.data} isOperator={isOperator} />
        </Paper>
      )}
      {isOperator && <AddModelDialog opened={isAdding} onClose={adding.close} models={models.data ?? []} />}
    </Stack>
  );
}
