/** Looks at a file without changing anything, anew whenever somebody chooses differently. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type ImportChoices, startImport } from '../api/imports';
import { cancelJob, isFinished, useJob } from '../api/jobs';
import { queryKeys } from '../api/queryKeys';
import type { ImportFile, Job } from '../api/types';
import { type ImportSummary, summaryOf } from './importSummary';

/** Several choices one after the other are looked at once. */
const SETTLE_MS = 600;

export interface DryRun {
  /** The latest, finished or not; null before the first. */
  job: Job | null;
  /** Of the latest that came to its end: it stays while the next is on its way. */
  summary: ImportSummary | null;
  /** Where its whole report is. */
  report: string | null;
  isChecking: boolean;
  error: unknown;
  cancel: () => void;
  again: () => void;
}

export function useDryRun(file: ImportFile, choices: ImportChoices): DryRun {
  const client = useQueryClient();
  const [id, setId] = useState('');
  const [isStarting, setStarting] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const [last, setLast] = useState<Job | null>(null);
  const isFirst = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is the same again
  useEffect(() => {
    let isOver = false;
    let started = '';
    setStarting(true);
    setError(null);
    const start = async () => {
      isFirst.current = false;
      try {
        const job = await startImport(file, choices, true);
        started = job.id;
        client.setQueryData(queryKeys.job(job.id), job);
        if (isOver) cancelIfRunning(client, started);
        else setId(job.id);
      } catch (problem) {
        if (!isOver) setError(problem);
      } finally {
        if (!isOver) setStarting(false);
      }
    };
    const timer = setTimeout(() => void start(), isFirst.current ? 0 : SETTLE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
      cancelIfRunning(client, started);
    };
  }, [client, file, choices, round]);

  const job = useJob(id).data ?? null;
  useEffect(() => {
    if (job?.state === 'done') setLast(job);
  }, [job]);
  return {
    job,
    summary: last && summaryOf(last),
    report: last?.result ?? null,
    isChecking: isStarting || (job !== null && !isFinished(job)),
    error,
    cancel: () => cancelIfRunning(client, id),
    again: () => setRound((count) => count + 1),
  };
}

/** Nobody waits for the answer: a job that is over meanwhile is over. */
function cancelIfRunning(client: QueryClient, id: string): void {
  const known = client.getQueryData<Job>(queryKeys.job(id));
  if (!known || isFinished(known)) return;
  cancelJob(id)
    .then((job) => client.setQueryData(queryKeys.job(id), job))
    .catch(() => undefined);
}
