import { Alert, Anchor, Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useModels } from '../../api/models';
import { updateProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import type { Project, StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { cardSummary, clickSpeed, parameterText, presetName } from '../../components/modelFacts';
import { Section } from '../../components/Section';
import { useUnsaved } from '../../components/UnsavedGuard';
import { useT } from '../../i18n/useT';
import { modelChoices, servingWarning } from './modelChoices';

/** Which model answers the clicks on new images of the project. */
export function ModelSettings({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const models = useModels();
  const [name, setName] = useState(project.model);
  useUnsaved(name !== project.model);
  const save = useMutation({
    mutationFn: () => updateProject(project.id, { model: name }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      await client.invalidateQueries({ queryKey: queryKeys.models });
      notifications.show({ message: t('settings.modelSaved') });
    },
  });
  const chosen = models.data?.find((model) => model.name === name);
  return (
    <Section title={t('settings.model')} hint={t('settings.modelHint')}>
      <ErrorMessage error={models.error} onRetry={() => void models.refetch()} />
      {models.isPending && <Skeleton h={60} />}
      {models.data && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack>
            <ErrorMessage error={formError(save.error, ['model'])} />
            <Select
              label={t('settings.model')}
              data={modelChoices(models.data, project.model, t)}
              value={name}
              allowDeselect={false}
              onChange={(value) => value && setName(value)}
              renderOption={({ option }) => (
                <ModelOption
                  label={option.label}
                  model={models.data.find((model) => model.name === option.value)}
                />
              )}
              error={fieldError(save.error, 'model')}
              maxDropdownHeight={360}
            />
            {chosen && <ChosenModel model={chosen} />}
            <Warning sentence={servingWarning(name, chosen, t)} />
            <Group justify="space-between">
              <Anchor component={Link} to="/models" size="sm">
                {t('settings.allModels')}
              </Anchor>
              <Button type="submit" loading={save.isPending} disabled={name === project.model}>
                {t('common.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Section>
  );
}

function ModelOption({ label, model }: { label: string; model: StoredModel | undefined }) {
  const t = useT();
  if (!model) return <Text size="sm">{label}</Text>;
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {clickSpeed(model.speed, t)}
        {cardSummary(model.card) && ` · ${cardSummary(model.card)}`}
      </Text>
    </div>
  );
}

function ChosenModel({ model }: { model: StoredModel }) {
  const t = useT();
  const summary = cardSummary(model.card);
  return (
    <div>
      {summary && <Text size="sm">{summary}</Text>}
      <Text size="sm" c="dimmed" mt={summary ? 4 : 0}>
        {presetName(model.preset, t)} · {parameterText(model.parameters, t)} · {clickSpeed(model.speed, t)} ·{' '}
        <Anchor component={Link} to={`/models/${model.id}`} size="sm" underline="always">
          {t('settings.cardAndFigures')}
        </Anchor>
      </Text>
    </div>
  );
}

function Warning({ sentence }: { sentence: string | null }) {
  if (sentence === null) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="status">
      {sentence}
    </Alert>
  );
}
