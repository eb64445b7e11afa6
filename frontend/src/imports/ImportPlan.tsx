import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DEFAULT_CHOICES, type ImportChoices, startImport } from '../api/imports';
import { queryKeys } from '../api/queryKeys';
import type { ImportFile, Job, Project } from '../api/types';
import { ErrorMessage } from '../components/ErrorMessage';
import { byteSize } from '../components/modelFacts';
import { useT } from '../i18n/useT';
import { reasonName } from './codeNames';
import { FormatSelect } from './FormatSelect';
import { ImportCounts } from './ImportCounts';
import { ImportOptions } from './ImportOptions';
import { ImportProblems } from './ImportProblems';
import { changesNothing, type ImportSummary } from './importSummary';
import { LabelMapping } from './LabelMapping';
import { type DryRun, useDryRun } from './useDryRun';

interface ImportPlanProps {
  project: Project;
  file: ImportFile;
  onStarted: (job: Job) => void;
  onOther: () => void;
}

/** What would come in, and how it should; the counts are of a dry run with the choices below. */
export function ImportPlan({ project, file, onStarted, onOther }: ImportPlanProps) {
  const t = useT();
  const client = useQueryClient();
  const [choices, setChoices] = useState<ImportChoices>(DEFAULT_CHOICES);
  const change = (changes: Partial<ImportChoices>) => setChoices((before) => ({ ...before, ...changes }));
  const dryRun = useDryRun(file, choices);
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus, the picker of the file, is gone.
  useEffect(() => heading.current?.focus(), []);
  const start = useMutation({
    mutationFn: () => startImport(file, choices, false),
    onSuccess: (job) => {
      client.setQueryData(queryKeys.job(job.id), job);
      onStarted(job);
    },
  });
  const hasFailed = dryRun.job?.state === 'failed' && !dryRun.isChecking;
  const summary = hasFailed ? null : dryRun.summary;
  return (
    <Stack data-testid="import-plan" data-checking={dryRun.isChecking}>
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Title order={3} size="h5" ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
            {file.name}
          </Title>
          <Text size="xs" c="dimmed">
            {byteSize(file.size_bytes, t)}
          </Text>
        </div>
        <Button variant="default" size="xs" onClick={onOther} style={{ flexShrink: 0 }}>
          {t('imports.anotherFile')}
        </Button>
      </Group>
      {(summary !== null || hasFailed) && (
        <FormatSelect
          value={choices.format}
          recognised={summary?.format}
          onChange={(format) => change({ format, labels: {} })}
        />
      )}
      <Checking dryRun={dryRun} />
      {summary !== null && (
        <>
          <Expected summary={summary} report={dryRun.report} />
          <LabelMapping
            summary={summary}
            labels={project.labels}
            chosen={choices.labels}
            onChange={(labels) => change({ labels })}
          />
          <ImportOptions choices={choices} onChange={change} />
          <ErrorMessage error={start.error} />
          <Group justify="flex-end" py="xs" pos="sticky" bottom={0} bg="var(--mantine-color-body)">
            <Button onClick={() => start.mutate()} loading={start.isPending} data-testid="start-import">
              {t('imports.start')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Checking({ dryRun }: { dryRun: DryRun }) {
  const t = useT();
  const { job, isChecking, error, cancel, again } = dryRun;
  if (isChecking) {
    return (
      <Group wrap="nowrap">
        <div style={{ flex: 1 }} role="status">
          <Text size="sm">{t('imports.checking')}</Text>
          <Progress
            value={100 * (job?.progress ?? 0)}
            animated
            aria-label={t('imports.checkProgress')}
            mt={4}
          />
        </div>
        <Button size="xs" variant="subtle" color="gray" onClick={cancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    );
  }
  if (error) return <ErrorMessage error={error} onRetry={again} />;
  if (job?.state === 'cancelled') {
    return (
      <Alert color="gray" variant="light" role="status">
        <Group justify="space-between">
          {t('imports.checkCancelled')}
          <Button size="xs" variant="default" onClick={again}>
            {t('imports.checkAgain')}
          </Button>
        </Group>
      </Alert>
    );
  }
  if (job?.state !== 'failed') return null;
  return (
    <Alert
      color="red"
      variant="light"
      title={t('imports.cannotImport')}
      role="alert"
      data-testid="cannot-import"
    >
      <Text size="sm" fw={500}>
        {job.problem ? reasonName(job.problem.code, t) : t('imports.failed')}
      </Text>
      <Text size="sm">{job.problem?.detail}</Text>
    </Alert>
  );
}

function Expected({ summary, report }: { summary: ImportSummary; report: string | null }) {
  const t = useT();
  const fits = summary.images.matched + summary.images.added > 0;
  const idle = fits ? t('imports.changesNothing') : t('imports.nothingFits');
  return (
    <Stack gap="xs">
      <div role="status">
        <Text fw={600}>{t('imports.wouldComeIn')}</Text>
        <Text size="sm" c="dimmed">
          {changesNothing(summary) ? idle : t('imports.nothingChanged')}
        </Text>
      </div>
      <ImportCounts summary={summary} />
      <ImportProblems summary={summary} report={report} />
    </Stack>
  );
}
