import { Alert, Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { byteSize } from '../../components/modelFacts';
import { useT } from '../../i18n/useT';
import { ModelFilePicker } from './ModelFilePicker';
import { fileError, isModelFolder, nameError, suggestedName } from './modelValidation';
import { PresetSelect } from './PresetSelect';
import { useModelUpload } from './useModelUpload';

interface FileModelFormProps {
  taken: readonly string[];
  onAdded: (model: StoredModel) => Promise<void>;
  onSending: (isSending: boolean) => void;
}

/** A refused or broken upload leaves everything in the form, the file too. */
export function FileModelForm({ taken, onAdded, onSending }: FileModelFormProps) {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [isNameTyped, setNameTyped] = useState(false);
  const [preset, setPreset] = useState('');
  const [isTried, setTried] = useState(false);
  const upload = useModelUpload(onSending);

  const errors = {
    file: file === null ? t('models.noFile') : fileError(file.name, file.size, t),
    name: nameError(name, taken, t),
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    if (!isNameTyped) setName(suggestedName(chosen.name));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (file === null || errors.file !== undefined || errors.name !== undefined) return;
    const model = await upload.send({ file, name, preset: isModelFolder(file.name) ? '' : preset });
    if (model === null) return;
    setFile(null);
    setName('');
    setNameTyped(false);
    setPreset('');
    setTried(false);
    await onAdded(model);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorMessage error={formError(upload.error, ['file', 'name', 'preset'])} />
        <ModelFilePicker
          file={file}
          onChoose={choose}
          isDisabled={upload.isSending}
          error={(file !== null || isTried ? errors.file : undefined) ?? fieldError(upload.error, 'file')}
        />
        <TextInput
          label={t('common.name')}
          description={t('models.newNameHint')}
          value={name}
          onChange={(event) => {
            setNameTyped(true);
            setName(event.currentTarget.value.trim());
          }}
          error={(isTried ? errors.name : undefined) ?? fieldError(upload.error, 'name')}
          disabled={upload.isSending}
          required
        />
        {file !== null && isModelFolder(file.name) ? (
          <Text size="sm" c="dimmed">
            {t('models.folderZip')}
          </Text>
        ) : (
          <PresetSelect
            value={preset}
            onChange={setPreset}
            error={fieldError(upload.error, 'preset')}
            disabled={upload.isSending}
          />
        )}
        {upload.isSending && file !== null && (
          <div>
            <Progress value={100 * upload.sent} animated aria-label={t('models.uploadProgress')} />
            <Text size="xs" c="dimmed" mt={4} aria-live="polite">
              {upload.sent < 1
                ? t('models.sentOf', {
                    sent: byteSize(upload.sent * file.size, t),
                    total: byteSize(file.size, t),
                  })
                : t('models.allSent')}
            </Text>
          </div>
        )}
        {upload.isCancelled && (
          <Alert color="gray" variant="light">
            {t('models.uploadCancelled')}
          </Alert>
        )}
        <Group justify="flex-end">
          {upload.isSending && (
            <Button variant="default" onClick={upload.cancel}>
              {t('models.cancelUpload')}
            </Button>
          )}
          <Button type="submit" loading={upload.isSending}>
            {t('models.uploadAndInstall')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
