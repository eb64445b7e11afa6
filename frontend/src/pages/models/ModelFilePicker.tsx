import { Group, Input, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFile, IconFileUpload } from '@tabler/icons-react';
import { byteSize } from '../../components/modelFacts';
import { useT } from '../../i18n/useT';
import { MODEL_FILE_TYPES } from './modelValidation';

interface ModelFilePickerProps {
  file: File | null;
  onChoose: (file: File) => void;
  isDisabled: boolean;
  error: string | undefined;
}

/** Drop a file or choose one; whatever it is called, so that the form can say what is wrong with it. */
export function ModelFilePicker({ file, onChoose, isDisabled, error }: ModelFilePickerProps) {
  const t = useT();
  return (
    <Input.Wrapper label={t('models.file')} error={error} required>
      <Dropzone
        multiple={false}
        disabled={isDisabled}
        onDrop={([dropped]) => dropped && onChoose(dropped)}
        p="md"
        mt={4}
        mb={error ? 5 : 0}
        inputProps={{ 'aria-label': t('models.fileLabel') }}
        data-testid="model-file"
      >
        <Group wrap="nowrap" style={{ pointerEvents: 'none' }}>
          {file ? <IconFile size={28} stroke={1.4} /> : <IconFileUpload size={28} stroke={1.4} />}
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={500} truncate>
              {file ? file.name : t('models.dropFile')}
            </Text>
            <Text size="xs" c="dimmed">
              {file
                ? t('models.chooseAnother', { size: byteSize(file.size, t) })
                : MODEL_FILE_TYPES.join('  ')}
            </Text>
          </div>
        </Group>
      </Dropzone>
    </Input.Wrapper>
  );
}
