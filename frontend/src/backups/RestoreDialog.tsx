import { Button, Checkbox, Group, Input, Modal, Progress, Select, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconArchive } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '../api/roles';
import type { Me } from '../api/types';
import { ErrorMessage } from '../components/ErrorMessage';
import { byteSize } from '../components/modelFacts';
import { useT } from '../i18n/useT';
import { lastTeam } from '../pages/team/lastTeam';
import { RestoreJob } from './RestoreJob';
import { useBackupUpload } from './useBackupUpload';

interface RestoreDialogProps {
  opened: boolean;
  onClose: () => void;
  me: Me;
}

/** A backup, the team that gets it, then the new project. The work goes on when this is closed; an upload cannot. */
export function RestoreDialog({ opened, onClose, me }: RestoreDialogProps) {
  const t = useT();
  const upload = useBackupUpload();
  return (
    <Modal
      opened={opened}
      onClose={() => {
        upload.reset();
        onClose();
      }}
      title={t('backups.restoreTitle')}
      size="lg"
      centered
      withCloseButton={!upload.isSending}
      closeOnEscape={!upload.isSending}
      closeOnClickOutside={!upload.isSending}
    >
      {upload.job ? (
        <RestoreJob id={upload.job.id} initial={upload.job} onOpen={onClose} />
      ) : (
        <RestoreForm me={me} upload={upload} />
      )}
    </Modal>
  );
}

function RestoreForm({ me, upload }: { me: Me; upload: ReturnType<typeof useBackupUpload> }) {
  const t = useT();
  const teams = me.organizations.filter(({ role, needs_mfa }) => !needs_mfa && may(role, 'create-project'));
  const [team, setTeam] = useState(lastTeam(teams)?.id ?? 0);
  const [file, setFile] = useState<File | null>(null);
  const [isInPart, setInPart] = useState(false);
  return (
    <Stack data-testid="restore">
      <Text size="sm" c="dimmed">
        {t('backups.hint')}
      </Text>
      <Input.Wrapper label={t('backups.file')}>
        <Dropzone
          multiple={false}
          disabled={upload.isSending}
          onDrop={([dropped]) => dropped && setFile(dropped)}
          p="lg"
          mt={4}
          inputProps={{ 'aria-label': t('backups.file') }}
        >
          <Group wrap="nowrap" style={{ pointerEvents: 'none' }}>
            <IconArchive size={28} stroke={1.4} />
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={500} truncate>
                {file ? file.name : t('backups.dropFile')}
              </Text>
              <Text size="xs" c="dimmed">
                {file ? byteSize(file.size, t) : t('backups.fileHint')}
              </Text>
            </div>
          </Group>
        </Dropzone>
      </Input.Wrapper>
      {teams.length > 1 && (
        <Select
          label={t('projects.organization')}
          data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(team)}
          allowDeselect={false}
          onChange={(chosen) => chosen && setTeam(Number(chosen))}
        />
      )}
      <Checkbox
        label={t('backups.inPart')}
        description={t('backups.inPartHint')}
        checked={isInPart}
        onChange={(event) => setInPart(event.currentTarget.checked)}
      />
      {upload.isSending && (
        <Progress value={100 * upload.sent} animated aria-label={t('backups.uploadProgress')} />
      )}
      <ErrorMessage error={upload.error} />
      <Group justify="flex-end">
        {upload.isSending && (
          <Button variant="default" onClick={upload.cancel}>
            {t('common.cancel')}
          </Button>
        )}
        <Button
          disabled={file === null}
          loading={upload.isSending}
          onClick={() => file && void upload.send(team, file, isInPart)}
        >
          {t('backups.start')}
        </Button>
      </Group>
    </Stack>
  );
}
