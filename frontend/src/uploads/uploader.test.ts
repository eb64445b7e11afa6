import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, offlineError } from '../api/errors';
import { imageFixture } from '../api/imageFixture';
import type { UploadAnswer } from '../api/types';
import { Uploader } from './uploader';

const file = (name: string) => new File(['0123456789'], name);
const accept = (files: readonly File[]): UploadAnswer => ({
  accepted: files.map((sent) => imageFixture({ id: sent.name, name: sent.name })),
  duplicates: [],
  refused: [],
});
const phases = (uploader: Uploader) => uploader.snapshot().items.map((item) => item.phase);

describe('Uploader', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends everything, at most two batches at a time', async () => {
    let running = 0;
    let most = 0;
    const onAccepted = vi.fn();
    const uploader = new Uploader(1, onAccepted, async (_, files) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running--;
      return accept(files);
    });
    uploader.add(Array.from({ length: 13 }, (_, i) => file(`${i}.jpg`)));
    await vi.advanceTimersByTimeAsync(1000);
    expect(phases(uploader)).toEqual(Array.from({ length: 13 }, () => 'processing'));
    expect(most).toBe(2);
    expect(onAccepted).toHaveBeenCalledTimes(4);
  });

  it('gets through a bad file in a batch that is refused as a whole', async () => {
    const uploader = new Uploader(1, vi.fn(), async (_, files) => {
      if (files.some((sent) => sent.name === 'bad')) throw new ApiError(413, 'too-large', 'Too large.');
      return accept(files);
    });
    uploader.add([file('a'), file('bad'), file('c')]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(phases(uploader)).toEqual(['processing', 'refused', 'processing']);
  });

  it('tries again by itself when the connection was gone for a moment', async () => {
    let calls = 0;
    const uploader = new Uploader(1, vi.fn(), async (_, files) => {
      if (++calls === 1) throw offlineError();
      return accept(files);
    });
    uploader.add([file('a')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(phases(uploader)).toEqual(['waiting']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(phases(uploader)).toEqual(['processing']);
  });

  it('asks for the password when the session has ended, and goes on', async () => {
    let isLoggedIn = false;
    const logIn = vi.fn(async () => {
      isLoggedIn = true;
    });
    const send = async (_: number, files: readonly File[]) => {
      if (!isLoggedIn) throw new ApiError(401, 'not-logged-in', 'Log in.');
      return accept(files);
    };
    const uploader = new Uploader(1, vi.fn(), send, Date.now, logIn);
    uploader.add([file('a')]);
    await vi.advanceTimersByTimeAsync(10);
    expect(logIn).toHaveBeenCalledOnce();
    expect(phases(uploader)).toEqual(['processing']);
  });

  it('drops what has not started on cancel, and keeps its list until it is done', async () => {
    const uploader = new Uploader(1, vi.fn(), async (_, files) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return accept(files);
    });
    uploader.add(Array.from({ length: 10 }, (_, i) => file(`${i}.jpg`)));
    uploader.cancel();
    uploader.clear();
    expect(phases(uploader)).toHaveLength(8);
    await vi.advanceTimersByTimeAsync(1000);
    uploader.clear();
    expect(phases(uploader)).toEqual([]);
  });
});

describe('Uploader with large files', () => {
  const archive = () => file('photos.zip');
  const answer = { accepted: [], duplicates: [], refused: [] };

  it('sends an archive alone, says when the connection is lost, and names the job that takes it in', async () => {
    const seen: boolean[] = [];
    const alone = vi.fn(async (_project, _file, onProgress) => {
      onProgress({ sent: 0.5, isLost: true });
      return { job: 'j1' };
    });
    const uploader = new Uploader(1, vi.fn(), async (_, files) => accept(files), Date.now, vi.fn(), alone);
    uploader.subscribe(() => seen.push(uploader.snapshot().items[0]?.isLost ?? false));
    uploader.add([archive(), file('a.jpg')]);
    await vi.waitFor(() => expect(phases(uploader)).toEqual(['unpacking', 'processing']));
    expect(seen).toContain(true);
    expect(uploader.snapshot().items[0]).toMatchObject({ isLost: false, sent: 1 });
  });

  it('ends a large file that is under way on cancel, and drops it from the list', async () => {
    const alone = (_project: number, _file: File, _onProgress: unknown, signal: AbortSignal) =>
      new Promise<typeof answer>((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
      });
    const uploader = new Uploader(1, vi.fn(), async (_, files) => accept(files), Date.now, vi.fn(), alone);
    uploader.add([archive()]);
    uploader.cancel();
    await vi.waitFor(() => expect(phases(uploader)).toEqual([]));
  });
});
