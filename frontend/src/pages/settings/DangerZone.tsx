import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { LEAVING } from '../../components/UnsavedGuard';
import { useT } from '../../i18n/useT';

export function DangerZone({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteProject(project.id),
    onSuccess: async () => {
      await navigate('/projects', { replace: true, state: LEAVING });
      client.removeQueries({ queryKey: queryKeys.project(project.id) });
      await client.invalidateQueries({ queryKey: queryKeys.projects });
      notifications.show({ message: t('settings.projectDeleted', { project: project.name }) });
    },
  });
  if (!may(project.role, 'delete-project')) return <Text>{t('settings.notYours')}</Text>;
  return (
    <Section
      title={t('settings.deleteProjectTitle')}
      hint={t('settings.deleteProjectHint', {
        images: t('common.images', { count: project.image_count }),
        labels: t('common.labels', { count: project.labels.length }),
      })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <Stack>
          <ErrorMessage error={remove.error} />
          <TextInput
            label={t('settings.typeName', { project: project.name })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" color="red" disabled={typed !== project.name} loading={remove.isPending}>
              {t('settings.deleteProject')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
