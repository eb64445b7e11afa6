import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteProject } from '../../api/projects';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { counted } from '../../components/counted';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';

export function DangerZone({ project }: { project: Project }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteProject(project.id),
    onSuccess: async () => {
      await navigate('/projects', { replace: true });
      client.removeQueries({ queryKey: queryKeys.project(project.id) });
      await client.invalidateQueries({ queryKey: queryKeys.projects });
      notifications.show({ message: `“${project.name}” is deleted.` });
    },
  });
  if (!may(project.role, 'delete-project'))
    return <Text>Only managers and owners may delete a project.</Text>;
  const images = counted(project.image_count, 'image');
  const labels = counted(project.labels.length, 'label');
  return (
    <Section
      title="Delete this project"
      hint={`${images}, all annotations with their history, ${labels} and all exports will be gone for everybody. This cannot be undone: export first what you may need.`}
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
            label={`Type the name “${project.name}” to confirm`}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" color="red" disabled={typed !== project.name} loading={remove.isPending}>
              Delete the project
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
