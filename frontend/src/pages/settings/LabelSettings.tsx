import { Button, Group, Table, Text } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateLabel } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label, Project } from '../../api/types';
import { showError } from '../../components/confirm';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { LabelDialog } from './LabelDialog';
import { LabelRow } from './LabelRow';
import { moved } from './labelValidation';

export function LabelSettings({ project }: { project: Project }) {
  const client = useQueryClient();
  const key = queryKeys.project(project.id);
  const [edited, setEdited] = useState<Label | 'new' | null>(null);
  const labels = [...project.labels].sort((a, b) => a.position - b.position || a.id - b.id);

  const reorder = useMutation({
    mutationFn: async ({ index, step }: { index: number; step: -1 | 1 }) => {
      const { order, changed } = moved(labels, index, step);
      client.setQueryData<Project>(key, (before) => before && { ...before, labels: order });
      for (const label of changed) await updateLabel(label.id, { position: label.position });
    },
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });

  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      Add a label
    </Button>
  );
  return (
    <Section
      title="Labels"
      hint="What annotators look for. Things are counted one by one (a car); stuff has no single pieces (sky). The order here is the order in the editor."
    >
      {labels.length === 0 ? (
        <EmptyState icon={<IconTags size={30} />} title="No labels yet" action={add}>
          Objects can be clicked without a label and named later, but a label with a hot key is faster.
        </EmptyState>
      ) : (
        <>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={72}>Order</Table.Th>
                <Table.Th>Name</Table.Th>
                <Table.Th>Kind</Table.Th>
                <Table.Th>Hot key</Table.Th>
                <Table.Th>Objects</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {labels.map((label, index) => (
                <LabelRow
                  key={label.id}
                  label={label}
                  isFirst={index === 0}
                  isLast={index === labels.length - 1}
                  isMoving={reorder.isPending}
                  onMove={(step) => reorder.mutate({ index, step })}
                  onEdit={() => setEdited(label)}
                />
              ))}
            </Table.Tbody>
          </Table>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {labels.length === 1 ? '1 label' : `${labels.length} labels`}
            </Text>
            {add}
          </Group>
        </>
      )}
      <LabelDialog project={project} labels={labels} edited={edited} onClose={() => setEdited(null)} />
    </Section>
  );
}
