import { Group, TextInput } from '@mantine/core';
import { useT } from '../../i18n/useT';
import type { PlaceDraft } from './sourceDraft';

interface BucketFieldsProps {
  draft: PlaceDraft;
  onChange: (changes: Partial<PlaceDraft>) => void;
}

/** Which bucket, and what of it. */
export function BucketFields({ draft, onChange }: BucketFieldsProps) {
  const t = useT();
  const { kind } = draft;
  return (
    <>
      {kind === 'azure' && (
        <TextInput
          label={t('imageSources.account')}
          value={draft.account}
          onChange={(event) => onChange({ account: event.currentTarget.value })}
          required
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          label={t(kind === 'azure' ? 'imageSources.container' : 'imageSources.bucket')}
          value={draft.bucket}
          onChange={(event) => onChange({ bucket: event.currentTarget.value })}
          required
        />
        <TextInput
          label={t('imageSources.prefix')}
          placeholder={t('imageSources.prefixExample')}
          value={draft.prefix}
          onChange={(event) => onChange({ prefix: event.currentTarget.value })}
        />
      </Group>
      {kind === 's3' && (
        <Group grow align="flex-start">
          <TextInput
            label={t('imageSources.region')}
            placeholder={t('imageSources.regionExample')}
            value={draft.region}
            onChange={(event) => onChange({ region: event.currentTarget.value })}
          />
          <TextInput
            label={t('imageSources.endpoint')}
            description={t('imageSources.endpointHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder={t('imageSources.endpointExample')}
            value={draft.endpoint}
            onChange={(event) => onChange({ endpoint: event.currentTarget.value })}
          />
        </Group>
      )}
    </>
  );
}
