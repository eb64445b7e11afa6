import { Alert, Button, FileInput, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importMetadata } from '../../api/imageMarks';
import { queryKeys } from '../../api/queryKeys';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';

interface MetadataTableDialogProps {
  project: number;
  opened: boolean;
  onClose: () => void;
}

/** Metadata of many images from a CSV file that names them. */
export function MetadataTableDialog({ project, opened, onClose }: MetadataTableDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('lists.table')} centered>
      <TableForm project={project} onClose={onClose} />
    </Modal>
  );
}

function TableForm({ project, onClose }: { project: number; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: async () => importMetadata(project, (await file?.text()) ?? ''),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.images(project) }),
  });
  const report = read.data;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('lists.tableHint')}
      </Text>
      <FileInput
        label={t('lists.tableFile')}
        accept=".csv,text/csv"
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          read.reset();
        }}
        clearable
        data-autofocus
      />
      <ErrorMessage error={read.error} />
      {report && (
        <Alert color={report.refused > 0 ? 'orange' : 'green'} variant="light" role="status">
          {t('lists.tableDone', {
            count: report.changed,
            unchanged: report.unchanged,
            refused: report.refused,
          })}
          <List size="xs" mt={4}>
            {report.problems.map(({ line, detail }) => (
              <List.Item key={`${line} ${detail}`}>{t('lists.tableLine', { line, detail })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('bulk.close')}
        </Button>
        <Button disabled={file === null} loading={read.isPending} onClick={() => read.mutate()}>
          {t('lists.tableRead')}
        </Button>
      </Group>
    </Stack>
  );
}
