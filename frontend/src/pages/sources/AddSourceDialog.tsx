import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { addSource, refreshSources, testPlace } from '../../api/sources';
import type { SourceKind, SourceTest } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import { BucketFields } from './BucketFields';
import { CredentialFields } from './CredentialFields';
import { FolderPicker } from './FolderPicker';
import { IntervalSelect } from './IntervalSelect';
import { credentialsOf, KINDS, NO_CREDENTIALS, NO_PLACE, type PlaceDraft, placeOf } from './sourceDraft';
import { reasonText } from './sourceTexts';

interface AddSourceDialogProps {
  project: number;
  opened: boolean;
  onClose: () => void;
}

export function AddSourceDialog({ project, opened, onClose }: AddSourceDialogProps) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('imageSources.add')} size="lg" centered>
      <AddSourceForm project={project} onClose={onClose} />
    </Modal>
  );
}

function AddSourceForm({ project, onClose }: Omit<AddSourceDialogProps, 'opened'>) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [draft, setDraft] = useState(NO_PLACE);
  const [credentials, setCredentials] = useState(NO_CREDENTIALS);
  const [minutes, setMinutes] = useState(0);
  const place = placeOf(draft);
  const { kind } = draft;
  const asked = { kind, place: place ?? {}, credentials: credentialsOf(kind, credentials) };
  const test = useMutation({ mutationFn: () => testPlace(project, asked) });
  const add = useMutation({
    mutationFn: () => addSource(project, { ...asked, name, every_minutes: minutes }),
    onSuccess: async (source) => {
      notifications.show({ message: t('imageSources.added', { source: source.name }) });
      onClose();
      await refreshSources(client, project);
    },
  });
  const { reset } = test;
  const change = useCallback(
    (changes: Partial<PlaceDraft>) => {
      setDraft((before) => ({ ...before, ...changes }));
      reset();
    },
    [reset],
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (place) add.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={formError(add.error, ['name']) ?? test.error} />
        <Group grow align="flex-start">
          <TextInput
            label={t('common.name')}
            placeholder={t('imageSources.nameExample')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(add.error, 'name')}
            maxLength={100}
            required
            data-autofocus
          />
          <Select
            label={t('imageSources.title')}
            data={KINDS.map((each) => ({ value: each, label: t(`sourceKinds.${each}`) }))}
            value={kind}
            onChange={(value) => value && change({ kind: value as SourceKind })}
            allowDeselect={false}
          />
        </Group>
        {kind === 'folder' ? (
          <FolderPicker project={project} root={draft.root} path={draft.path} onChange={change} />
        ) : (
          <BucketFields draft={draft} onChange={change} />
        )}
        <CredentialFields
          kind={kind}
          draft={credentials}
          onChange={(changes) => {
            setCredentials({ ...credentials, ...changes });
            reset();
          }}
        />
        <IntervalSelect value={minutes} onChange={setMinutes} />
        {test.data && <Verdict found={test.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="default"
            loading={test.isPending}
            disabled={place === null}
            onClick={() => test.mutate()}
          >
            {t('imageSources.test')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={place === null || name.trim() === ''}>
            {t('imageSources.addAction')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Verdict({ found }: { found: SourceTest }) {
  const t = useT();
  if (!found.is_reachable) {
    return (
      <Alert color="red" variant="light" role="alert">
        {reasonText(found, t)}
      </Alert>
    );
  }
  return (
    <Alert color="green" variant="light" role="status">
      {found.first ? t('imageSources.works', { file: found.first }) : t('imageSources.worksEmpty')}
    </Alert>
  );
}
