/** One file on its way to the server, with its progress and a way to end it. */
import { useEffect, useRef, useState } from 'react';
import { sendImportFile } from '../api/imports';
import type { ImportFile } from '../api/types';

export function useImportUpload(project: number, onArrived: (file: ImportFile) => void) {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const [isLost, setLost] = useState(false);
  const [isSending, setSending] = useState(false);
  const [isCancelled, setCancelled] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  // Leaving the page ends what nobody could see the end of.
  useEffect(() => () => running.current?.abort(), []);

  const send = async (chosen: File): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    const tell = (part: number, lost = false) => {
      setSent(part);
      setLost(lost);
    };
    setFile(chosen);
    setSent(0);
    setLost(false);
    setError(null);
    setCancelled(false);
    setSending(true);
    try {
      onArrived(await sendImportFile(project, chosen, tell, controller.signal));
    } catch (problem) {
      if (controller.signal.aborted) setCancelled(true);
      else setError(problem);
    } finally {
      setSending(false);
    }
  };
  return { file, send, cancel: () => running.current?.abort(), sent, isLost, isSending, isCancelled, error };
}
