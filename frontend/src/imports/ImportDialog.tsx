import { Button, Divider, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isFinished, useJob, useJobs } from '../api/jobs';
import { queryKeys } from '../api/queryKeys';
import type { ImportFile, Job, Project } from '../api/types';
import { useT } from '../i18n/useT';
import { ImportFilePicker } from './ImportFilePicker';
import { ImportJob } from './ImportJob';
import { ImportPlan } from './ImportPlan';
import { isDryRun } from './importSummary';

const EARLIER = 5;

interface ImportDialogProps {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

/** A file, then what would come in, then what came in. An import goes on when the dialog is closed; an upload cannot. */
export function ImportDialog({ project, opened, onClose }: ImportDialogProps) {
  const t = useT();
  const [isSending, setSending] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('imports.title')}
      size="xl"
      centered
      withCloseButton={!isSending}
      closeOnEscape={!isSending}
      closeOnClickOutside={!isSending}
    >
      <ImportForm project={project} onSending={setSending} onClose={onClose} />
    </Modal>
  );
}

interface ImportFormProps {
  project: Project;
  onSending: (isSending: boolean) => void;
  onClose: () => void;
}

function ImportForm({ project, onSending, onClose }: ImportFormProps) {
  const t = useT();
  const [file, setFile] = useState<ImportFile | null>(null);
  const [current, setCurrent] = useState('');
  useRefreshedAfter(current, project.id);
  const begin = () => {
    setFile(null);
    setCurrent('');
  };
  return (
    <Stack>
      {current !== '' && (
        <>
          <ImportJob id={current} isOpen onShowImages={onClose} />
          <Button variant="default" onClick={begin} autoFocus style={{ alignSelf: 'flex-end' }}>
            {t('imports.anotherFile')}
          </Button>
        </>
      )}
      {current === '' && file === null && (
        <ImportFilePicker project={project.id} onArrived={setFile} onSending={onSending} />
      )}
      {current === '' && file !== null && (
        <ImportPlan
          project={project}
          file={file}
          onStarted={(job) => setCurrent(job.id)}
          onOther={() => setFile(null)}
        />
      )}
      <EarlierImports project={project.id} current={current} onShowImages={onClose} />
    </Stack>
  );
}

/** Labels, images and counts of the project are others once an import has ended, however it has. */
function useRefreshedAfter(id: string, project: number): void {
  const client = useQueryClient();
  const job = useJob(id).data;
  const isOver = job !== undefined && isFinished(job);
  useEffect(() => {
    if (!isOver) return;
    for (const queryKey of [queryKeys.project(project), queryKeys.images(project), queryKeys.tags(project)])
      void client.invalidateQueries({ queryKey });
  }, [client, isOver, project]);
}

interface EarlierImportsProps {
  project: number;
  current: string;
  onShowImages: () => void;
}

function EarlierImports({ project, current, onShowImages }: EarlierImportsProps) {
  const t = useT();
  const earlier = useJobs(project, true)
    .data?.filter((job: Job) => job.kind === 'import' && !isDryRun(job) && job.id !== current)
    .slice(0, EARLIER);
  if (!earlier || earlier.length === 0) return null;
  return (
    <Stack gap="xs">
      <Divider label={t('imports.earlier')} labelPosition="left" />
      {earlier.map((job) => (
        <ImportJob key={job.id} id={job.id} initial={job} onShowImages={onShowImages} />
      ))}
    </Stack>
  );
}
