import { PasswordInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { SourceKind } from '../../api/types';
import { useT } from '../../i18n/useT';
import type { CredentialsDraft } from './sourceDraft';

interface CredentialFieldsProps {
  kind: SourceKind;
  draft: CredentialsDraft;
  onChange: (changes: Partial<CredentialsDraft>) => void;
}

/** What a bucket is opened with. Browsers are asked not to keep it. */
export function CredentialFields({ kind, draft, onChange }: CredentialFieldsProps) {
  const t = useT();
  if (kind === 'folder') return null;
  return (
    <Stack gap="sm">
      {kind === 's3' && (
        <>
          <TextInput
            label={t('imageSources.accessKey')}
            value={draft.accessKey}
            onChange={(event) => onChange({ accessKey: event.currentTarget.value })}
            autoComplete="off"
          />
          <PasswordInput
            label={t('imageSources.secretKey')}
            value={draft.secretKey}
            onChange={(event) => onChange({ secretKey: event.currentTarget.value })}
            autoComplete="new-password"
          />
        </>
      )}
      {kind === 'gcs' && (
        <Textarea
          label={t('imageSources.serviceAccount')}
          value={draft.serviceAccount}
          onChange={(event) => onChange({ serviceAccount: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
          rows={4}
        />
      )}
      {kind === 'azure' && (
        <>
          <PasswordInput
            label={t('imageSources.accountKey')}
            value={draft.accountKey}
            onChange={(event) => onChange({ accountKey: event.currentTarget.value })}
            autoComplete="new-password"
          />
          <PasswordInput
            label={t('imageSources.sasToken')}
            value={draft.sasToken}
            onChange={(event) => onChange({ sasToken: event.currentTarget.value })}
            autoComplete="new-password"
          />
        </>
      )}
      <Text size="xs" c="dimmed">
        {t('common.sentences', {
          first: t('imageSources.publicHint'),
          second: t('imageSources.credentialsKept'),
        })}
      </Text>
    </Stack>
  );
}
