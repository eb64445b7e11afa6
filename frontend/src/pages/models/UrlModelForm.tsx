import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addModelFromUrl, type UrlModel } from '../../api/models';
import type { StoredModel } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { nameError, sha256Error, suggestedName, urlError } from './modelValidation';
import { PresetSelect } from './PresetSelect';

interface UrlModelFormProps {
  taken: readonly string[];
  onAdded: (model: StoredModel) => Promise<void>;
}

const EMPTY: UrlModel = { url: '', name: '', preset: '', sha256: '' };

export function UrlModelForm({ taken, onAdded }: UrlModelFormProps) {
  const t = useT();
  const [fields, setFields] = useState<UrlModel>(EMPTY);
  const [isNameTyped, setNameTyped] = useState(false);
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<UrlModel>) => setFields((before) => ({ ...before, ...changes }));
  const add = useMutation({
    mutationFn: () => addModelFromUrl(fields),
    onSuccess: async (model) => {
      setFields(EMPTY);
      setNameTyped(false);
      setTried(false);
      await onAdded(model);
    },
  });
  const errors = {
    url: urlError(fields.url, t),
    name: nameError(fields.name, taken, t),
    sha256: sha256Error(fields.sha256, t),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(errors).every((error) => error === undefined)) add.mutate();
  };
  const shown = (field: keyof typeof errors) =>
    (isTried ? errors[field] : undefined) ?? fieldError(add.error, field);
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorMessage error={formError(add.error, ['url', 'name', 'preset', 'sha256'])} />
        <TextInput
          label={t('models.address')}
          description={t('models.addressHint')}
          placeholder="https://"
          type="url"
          value={fields.url}
          onChange={(event) => {
            const url = event.currentTarget.value.trim();
            set(isNameTyped ? { url } : { url, name: URL.canParse(url) ? suggestedName(url) : '' });
          }}
          error={shown('url')}
          required
        />
        <TextInput
          label={t('common.name')}
          description={t('models.newNameHint')}
          value={fields.name}
          onChange={(event) => {
            setNameTyped(true);
            set({ name: event.currentTarget.value.trim() });
          }}
          error={shown('name')}
          required
        />
        <PresetSelect
          value={fields.preset}
          onChange={(preset) => set({ preset })}
          error={fieldError(add.error, 'preset')}
        />
        <TextInput
          label="SHA-256"
          description={t('models.sha256Hint')}
          value={fields.sha256}
          onChange={(event) => set({ sha256: event.currentTarget.value.trim().toLowerCase() })}
          error={shown('sha256')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending}>
            {t('models.install')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
