/** A backup on its way to the server, with its progress and a way to end it. */
import { useEffect, useRef, useState } from 'react';
import { sendBackup } from '../api/backups';
import type { Job } from '../api/types';

export function useBackupUpload() {
  const [job, setJob] = useState<Job | null>(null);
  const [sent, setSent] = useState(0);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  // Leaving the page ends what nobody could see the end of.
  useEffect(() => () => running.current?.abort(), []);

  const send = async (organization: number, file: File, isInPart: boolean): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setSent(0);
    setError(null);
    setSending(true);
    try {
      setJob(await sendBackup(organization, file, isInPart, setSent, controller.signal));
    } catch (problem) {
      if (!controller.signal.aborted) setError(problem);
    } finally {
      setSending(false);
    }
  };
  const reset = () => {
    setJob(null);
    setError(null);
  };
  return { job, send, cancel: () => running.current?.abort(), reset, sent, isSending, error };
}
