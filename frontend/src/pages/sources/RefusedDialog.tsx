import { Modal, ScrollArea, Skeleton, Stack, Table, Text } from '@mantine/core';
import { problemSentence } from '../../api/errors';
import { useRefusedFiles } from '../../api/sources';
import type { Source } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';

interface RefusedDialogProps {
  source: Source;
  opened: boolean;
  onClose: () => void;
}

/** The files of a source that were not taken, each with its reason. */
export function RefusedDialog({ source, opened, onClose }: RefusedDialogProps) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('imageSources.seeRefused')}
      size="xl"
      centered
      scrollAreaComponent={ScrollArea.Autosize}
    >
      <RefusedFiles source={source.id} />
    </Modal>
  );
}

function RefusedFiles({ source }: { source: number }) {
  const t = useT();
  const files = useRefusedFiles(source);
  const rows = files.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('imageSources.refusedHint')}
      </Text>
      <ErrorMessage error={files.error} onRetry={() => void files.refetch()} />
      {files.isPending && <Skeleton h={120} />}
      {files.isSuccess && rows.length === 0 && <Text>{t('imageSources.noneRefused')}</Text>}
      {rows.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('imageSources.file')}</Table.Th>
              <Table.Th>{t('imageSources.reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((file) => (
              <Table.Tr key={file.key}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{file.key}</Table.Td>
                <Table.Td>{problemSentence(file, t)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <LoadMore query={files} />
    </Stack>
  );
}
