/** The uploaders of all projects of this page, and how components read them. */
import { useCallback, useSyncExternalStore } from 'react';
import { queryKeys } from '../api/queryKeys';
import { queryClient } from '../app/queryClient';
import { Uploader } from './uploader';
import { isBusy, type UploadQueue } from './uploadQueue';

const uploaders = new Map<number, Uploader>();

export function uploaderOf(project: number): Uploader {
  const known = uploaders.get(project);
  if (known) return known;
  const uploader = new Uploader(project, () => {
    void queryClient.invalidateQueries({ queryKey: queryKeys.images(project) });
    void queryClient.invalidateQueries({ queryKey: queryKeys.project(project) });
  });
  uploaders.set(project, uploader);
  uploader.subscribe(guardPage);
  return uploader;
}

export function useUploadQueue(project: number): UploadQueue {
  const uploader = uploaderOf(project);
  const subscribe = useCallback((listener: () => void) => uploader.subscribe(listener), [uploader]);
  return useSyncExternalStore(subscribe, uploader.snapshot);
}

/** Leaving the page would cut uploads: let the browser ask first. */
function guardPage(): void {
  const busy = [...uploaders.values()].some((uploader) => isBusy(uploader.snapshot()));
  if (busy) window.addEventListener('beforeunload', askBeforeLeaving);
  else window.removeEventListener('beforeunload', askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
