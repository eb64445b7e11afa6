import { Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import type { Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';
import { useUnsaved } from '../../components/UnsavedGuard';
import { useT } from '../../i18n/useT';

export function GeneralSettings({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState(project.name);
  const [description, setDescription] = useState(project.description);
  const [guidelines, setGuidelines] = useState(project.guidelines);
  /** null: as the project says, which a colleague may change meanwhile. */
  const [overlap, setOverlap] = useState<boolean | null>(null);
  const save = useMutation({
    mutationFn: () =>
      updateProject(project.id, {
        name: name.trim(),
        description: description.trim(),
        guidelines: guidelines.trim(),
        ...(overlap === null ? {} : { overlap }),
      }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      await client.invalidateQueries({ queryKey: queryKeys.projects });
      setOverlap((chosen) => (chosen === saved.overlap ? null : chosen));
      notifications.show({ message: t('settings.projectSaved') });
    },
  });
  const isChanged =
    name.trim() !== project.name ||
    description.trim() !== project.description ||
    guidelines.trim() !== project.guidelines ||
    overlap !== null;
  useUnsaved(isChanged);
  return (
    <Section title={t('settings.general')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={formError(save.error, ['name', 'description', 'guidelines'])} />
          <TextInput
            label={t('common.name')}
            value={name}
            maxLength={150}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(save.error, 'name')}
            required
          />
          <Textarea
            label={t('common.description')}
            value={description}
            autosize
            minRows={3}
            maxRows={12}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={fieldError(save.error, 'description')}
          />
          <Textarea
            label={t('guidelines.title')}
            description={t('guidelines.hint')}
            value={guidelines}
            maxLength={20_000}
            autosize
            minRows={5}
            maxRows={20}
            onChange={(event) => setGuidelines(event.currentTarget.value)}
            error={fieldError(save.error, 'guidelines')}
          />
          <Switch
            label={t('settings.overlap')}
            description={t('settings.overlapHint')}
            checked={overlap ?? project.overlap}
            onChange={({ currentTarget: { checked } }) =>
              setOverlap(checked === project.overlap ? null : checked)
            }
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!isChanged || !name.trim()}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
