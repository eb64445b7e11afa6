import { Button, Group, Radio, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { addPublishedModel, usePublishedModels } from '../../api/models';
import type { PublishedModel, StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { presetName } from '../../components/modelFacts';
import { useT } from '../../i18n/useT';
import { publishedFigures } from './modelNumbers';

/** The published checkpoints by name; where they are and what they must contain is known. */
export function PublishedModels({ onAdded }: { onAdded: (model: StoredModel) => Promise<void> }) {
  const t = useT();
  const published = usePublishedModels();
  const [chosen, setChosen] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: (name: string) => addPublishedModel(name),
    onSuccess: (model) => {
      setChosen(null);
      return onAdded(model);
    },
  });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('models.publishedHint')}
      </Text>
      <ErrorMessage error={published.error} onRetry={() => void published.refetch()} />
      {published.isPending && <Skeleton h={200} />}
      {published.data && (
        <Radio.Group value={chosen} onChange={setChosen} aria-label={t('models.publishedModels')}>
          <ScrollArea.Autosize mah="46vh" type="auto" offsetScrollbars="present">
            <Stack gap="xs" p={2}>
              {published.data.map((model) => (
                <PublishedChoice key={model.name} model={model} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Radio.Group>
      )}
      <ErrorMessage error={add.error} />
      <Group justify="flex-end">
        <Button
          disabled={chosen === null}
          loading={add.isPending}
          onClick={() => chosen !== null && add.mutate(chosen)}
        >
          {t('models.install')}
        </Button>
      </Group>
    </Stack>
  );
}

function PublishedChoice({ model }: { model: PublishedModel }) {
  const t = useT();
  const figures = publishedFigures(model.numbers ?? [], t);
  return (
    <Radio.Card value={model.name} p="sm" radius="md" disabled={model.installed}>
      <Group wrap="nowrap" align="flex-start">
        <Radio.Indicator disabled={model.installed} mt={2} />
        <div style={{ flex: 1 }}>
          <Text size="sm" fw={600} c={model.installed ? 'dimmed' : undefined}>
            {model.title}
          </Text>
          {presetName(model.preset, t) !== model.title && (
            <Text size="xs" c="dimmed">
              {presetName(model.preset, t)}
            </Text>
          )}
          {figures !== '' && (
            <Text size="xs" c="dimmed">
              {t('models.publishedFigures', { figures })}
            </Text>
          )}
        </div>
        {model.installed && (
          <Text size="xs" c="dimmed">
            {t('models.alreadyHere')}
          </Text>
        )}
      </Group>
    </Radio.Card>
  );
}
