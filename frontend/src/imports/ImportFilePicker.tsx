import { Alert, Button, Group, Input, Progress, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFile, IconFileImport } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ImportFile } from '../api/types';
import { ErrorMessage } from '../components/ErrorMessage';
import { byteSize } from '../components/modelFacts';
import { useT } from '../i18n/useT';
import { useImportUpload } from './useImportUpload';

interface ImportFilePickerProps {
  project: number;
  onArrived: (file: ImportFile) => void;
  onSending: (isSending: boolean) => void;
}

/** Drop one file or choose it: it goes to the server at once, where it is only looked at. */
export function ImportFilePicker({ project, onArrived, onSending }: ImportFilePickerProps) {
  const t = useT();
  const { file, send, cancel, sent, isLost, isSending, isCancelled, error } = useImportUpload(
    project,
    onArrived,
  );
  useEffect(() => {
    onSending(isSending);
    return () => onSending(false);
  }, [isSending, onSending]);
  return (
    <Stack>
      <Input.Wrapper label={t('imports.file')}>
        <Dropzone
          multiple={false}
          disabled={isSending}
          onDrop={([dropped]) => dropped && void send(dropped)}
          p="lg"
          mt={4}
          inputProps={{ 'aria-label': t('imports.file') }}
          data-testid="import-file"
        >
          <Group wrap="nowrap" style={{ pointerEvents: 'none' }}>
            {file ? <IconFile size={28} stroke={1.4} /> : <IconFileImport size={28} stroke={1.4} />}
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={500} truncate>
                {file ? file.name : t('imports.dropFile')}
              </Text>
              <Text size="xs" c="dimmed">
                {file ? byteSize(file.size, t) : t('imports.fileHint')}
              </Text>
            </div>
          </Group>
        </Dropzone>
      </Input.Wrapper>
      {isSending && file !== null && (
        <Group wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>
            <Progress value={100 * sent} animated aria-label={t('imports.uploadProgress')} />
            <Text size="xs" c="dimmed" mt={4} aria-live="polite">
              {sent < 1
                ? t('imports.sentOf', { sent: byteSize(sent * file.size, t), total: byteSize(file.size, t) })
                : t('imports.allSent')}
              {isLost && ` ${t('uploads.lostLong')}`}
            </Text>
          </div>
          <Button size="xs" variant="default" onClick={cancel}>
            {t('imports.cancelUpload')}
          </Button>
        </Group>
      )}
      {isCancelled && (
        <Alert color="gray" variant="light" role="status">
          {t('imports.uploadCancelled')}
        </Alert>
      )}
      <ErrorMessage error={error} onRetry={file ? () => void send(file) : undefined} />
    </Stack>
  );
}
