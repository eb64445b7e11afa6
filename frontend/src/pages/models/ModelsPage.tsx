import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCpu, IconPlus } from '@tabler/icons-react';
import { useModels } from '../../api/models';
import { useMe } from '../../api/session';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { AddModelDialog } from './AddModelDialog';
import { ModelTable } from './ModelTable';

export function ModelsPage() {
  const t = useT();
  const { data: me } = useMe();
  const models = useModels();
  const [isAdding, adding] = useDisclosure();
  const isOperator = me?.is_operator ?? false;
  const add = isOperator && (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      {t('models.addModel')}
    </Button>
  );
  return (
    <Stack gap="lg" maw={1400} mx="auto">
      <title>{`${t('models.title')} · Stipple`}</title>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1} size="h2">
            {t('models.title')}
          </Title>
          <Text c="dimmed" mt={4}>
            {t('models.intro')}
          </Text>
        </div>
        {models.data && models.data.length > 0 && add}
      </Group>
      <ErrorMessage error={models.error} onRetry={() => void models.refetch()} />
      {models.isPending && <Skeleton h={240} radius="md" />}
      {models.data?.length === 0 && (
        <EmptyState icon={<IconCpu size={30} />} title={t('models.noModelsTitle')} action={add}>
          {isOperator ? t('models.noModelsOperator') : t('models.noModels')}
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
