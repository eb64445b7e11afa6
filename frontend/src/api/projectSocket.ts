/** /ws/projects/{id}/: brings what changes in a project (images, jobs) into the query cache. */
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isFinished } from './jobs';
import { queryKeys } from './queryKeys';
import { reauthenticate } from './reauthentication';
import type { Image, Job, Page } from './types';

export type ProjectMessage = { op: 'hello' } | { op: 'image'; image: Image } | { op: 'job'; job: Job };

const CLOSE_NOT_LOGGED_IN = 4401;
const FINAL_CLOSES = [4403, 4404];
const LONGEST_PAUSE_MS = 15_000;
const GATHER_MS = 600;

/** Null for anything that is not a message of this socket: a newer server may send more. */
export function parseProjectMessage(text: string): ProjectMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null || !('op' in message)) return null;
  if (message.op === 'hello') return { op: 'hello' };
  if (message.op === 'image' && 'image' in message) return { op: 'image', image: message.image as Image };
  if (message.op === 'job' && 'job' in message) return { op: 'job', job: message.job as Job };
  return null;
}

export class ProjectSocket {
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(
    private readonly url: string,
    private readonly onMessage: (message: ProjectMessage) => void,
  ) {
    this.#connect();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#isClosed) return;
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.onmessage = (event) => {
      this.#failures = 0;
      const message = typeof event.data === 'string' ? parseProjectMessage(event.data) : null;
      if (message && !this.#isClosed) this.onMessage(message);
    };
    socket.onclose = (event) => this.#onClose(event.code);
  }

  #onClose(code: number): void {
    if (this.#isClosed || FINAL_CLOSES.includes(code)) return;
    if (code === CLOSE_NOT_LOGGED_IN) {
      void reauthenticate().then(() => this.#connect());
      return;
    }
    this.#failures++;
    const pause = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#connect(), pause);
  }
}

/** Keep the cache of one project current while a component is mounted; `onImage` hears of each image besides. */
export function useProjectSocket(project: number, onImage: (image: Image) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = gather(() => refreshProject(client, project));
    const refreshCounts = gather(() => client.invalidateQueries({ queryKey: queryKeys.project(project) }));
    const { protocol, host } = window.location;
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/projects/${project}/`;
    let isFirstHello = true;
    const socket = new ProjectSocket(url, (message) => {
      if (message.op === 'hello') {
        // After a gap something may have been missed.
        if (!isFirstHello) refresh();
        isFirstHello = false;
      } else if (message.op === 'image') {
        if (!replaceImage(client, project, message.image)) refresh();
        refreshCounts();
        onImage(message.image);
      } else {
        replaceJob(client, project, message.job);
        if (message.job.kind === 'bulk' && isFinished(message.job)) refresh();
      }
    });
    return () => {
      refresh.cancel();
      refreshCounts.cancel();
      socket.close();
    };
  }, [client, project, onImage]);
}

/** Put the new image in place of the old one in every cached list; false when no list had it. */
export function replaceImage(client: QueryClient, project: number, image: Image): boolean {
  let found = false;
  client.setQueriesData<InfiniteData<Page<Image>>>({ queryKey: queryKeys.images(project) }, (data) => {
    if (!data?.pages.some((page) => page.results.some((other) => other.id === image.id))) return data;
    found = true;
    const pages = data.pages.map((page) => ({
      ...page,
      results: page.results.map((other) => (other.id === image.id ? { ...other, ...image } : other)),
    }));
    return { ...data, pages };
  });
  return found;
}

function replaceJob(client: QueryClient, project: number, job: Job): void {
  client.setQueryData(queryKeys.job(job.id), job);
  client.setQueryData<Job[]>(queryKeys.jobs(project), (jobs) => {
    if (!jobs) return jobs;
    if (!jobs.some((other) => other.id === job.id)) return [job, ...jobs];
    return jobs.map((other) => (other.id === job.id ? job : other));
  });
}

function refreshProject(client: QueryClient, project: number): void {
  void client.invalidateQueries({ queryKey: queryKeys.images(project) });
  void client.invalidateQueries({ queryKey: queryKeys.project(project) });
}

/** Call `act` once for many requests that come together. */
function gather(act: () => unknown): (() => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const request = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, GATHER_MS);
  };
  return Object.assign(request, { cancel: () => clearTimeout(timer) });
}
