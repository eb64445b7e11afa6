import { Button, Group, Table, Text } from '@mantine/core';
import { IconDownload, IconFileImport, IconPlus, IconTags } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { labelSetAddress } from '../../api/labelSets';
import { deleteLabel, fetchLabel, updateLabel } from '../../api/labels';
import { queryKeys } from '../../api/queryKeys';
import type { Label, Project } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { DeleteLabelDialog } from './DeleteLabelDialog';
import { LabelDialog } from './LabelDialog';
import { LabelRow } from './LabelRow';
import { LabelSetDialog } from './LabelSetDialog';
import { moved } from './labelValidation';

export function LabelSettings({ project }: { project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const key = queryKeys.project(project.id);
  const [edited, setEdited] = useState<Label | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Label | null>(null);
  const [isImporting, setImporting] = useState(false);
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

  /** Asks by the number of objects as it is now, not as the page was loaded. */
  const remove = async (label: Label): Promise<void> => {
    try {
      const now = await fetchLabel(label.id);
      if (now.object_count !== 0) {
        setDeleted(now);
        return;
      }
      confirmLoss({
        title: t('settings.deleteTitle', { label: label.name }),
        loss: t('settings.deleteUnused'),
        action: t('settings.deleteAction'),
        onConfirm: async () => {
          await deleteLabel(label.id, { objects: 'keep' });
          await client.invalidateQueries({ queryKey: key });
        },
      });
    } catch (error) {
      showError(error);
    }
  };

  const add = (
    <Group gap="xs">
      {labels.length > 0 && (
        <Button
          variant="default"
          component="a"
          href={labelSetAddress(project.id)}
          download
          leftSection={<IconDownload size={16} />}
        >
          {t('labelSets.export')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => setImporting(true)}>
        {t('labelSets.import')}
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
        {t('settings.addLabel')}
      </Button>
    </Group>
  );
  return (
    <Section title={t('settings.labels')} hint={t('settings.labelsHint')}>
      {labels.length === 0 ? (
        <EmptyState icon={<IconTags size={30} />} title={t('settings.noLabelsTitle')} action={add}>
          {t('settings.noLabels')}
        </EmptyState>
      ) : (
        <>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={72}>{t('settings.order')}</Table.Th>
                <Table.Th>{t('common.name')}</Table.Th>
                <Table.Th>{t('settings.kind')}</Table.Th>
                <Table.Th>{t('settings.hotkey')}</Table.Th>
                <Table.Th>{t('settings.objects')}</Table.Th>
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
                  onDelete={() => void remove(label)}
                />
              ))}
            </Table.Tbody>
          </Table>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('common.labels', { count: labels.length })}
            </Text>
            {add}
          </Group>
        </>
      )}
      <LabelSetDialog project={project.id} opened={isImporting} onClose={() => setImporting(false)} />
      <LabelDialog project={project} labels={labels} edited={edited} onClose={() => setEdited(null)} />
      {deleted !== null && (
        <DeleteLabelDialog
          label={deleted}
          count={deleted.object_count ?? 0}
          others={labels.filter(({ id }) => id !== deleted.id)}
          onClose={() => setDeleted(null)}
        />
      )}
    </Section>
  );
}
