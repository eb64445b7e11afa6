/** One model file at a time on its way to the server, with its progress and a way to end it. */
import { useEffect, useRef, useState } from 'react';
import { type FileModel, sendModelFile } from '../../api/modelUpload';
import type { StoredModel } from '../../api/types';

export function useModelUpload(onSending: (isSending: boolean) => void) {
  const [sent, setSent] = useState(0);
  const [isSending, setSending] = useState(false);
  const [isCancelled, setCancelled] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  // Leaving the page ends what nobody could see the end of.
  useEffect(() => () => running.current?.abort(), []);

  const tellSending = (value: boolean) => {
    setSending(value);
    onSending(value);
  };
  /** The new model; null when it failed or was cancelled, and then `error` or `isCancelled` says so. */
  const send = async (model: FileModel): Promise<StoredModel | null> => {
    const controller = new AbortController();
    running.current = controller;
    setSent(0);
    setError(null);
    setCancelled(false);
    tellSending(true);
    try {
      return await sendModelFile(model, setSent, controller.signal);
    } catch (problem) {
      if (controller.signal.aborted) setCancelled(true);
      else setError(problem);
      return null;
    } finally {
      tellSending(false);
    }
  };
  return { send, cancel: () => running.current?.abort(), sent, isSending, isCancelled, error };
}
