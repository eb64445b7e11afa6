import { describe, expect, it } from 'vitest';
import { ApiError, offlineError } from '../api/errors';
import { imageFixture } from '../api/imageFixture';
import {
  addFiles,
  answered,
  BATCH_BYTES,
  BATCH_FILES,
  batchFailed,
  cancelWaiting,
  counts,
  EMPTY_QUEUE,
  imageChanged,
  MAX_ATTEMPTS,
  nextBatch,
  nextStart,
  progressed,
  retryFailed,
  started,
  type UploadQueue,
} from './uploadQueue';

function queueOf(...files: [name: string, size: number][]): UploadQueue {
  return addFiles(
    EMPTY_QUEUE,
    files.map(([name, size]) => ({ name, size })),
  );
}

const phases = (queue: UploadQueue) => queue.items.map((item) => item.phase);

describe('nextBatch', () => {
  it('takes a few files at once and leaves the rest', () => {
    const queue = queueOf(...Array.from({ length: 7 }, (_, i): [string, number] => [`${i}.jpg`, 10]));
    expect(nextBatch(queue, 0)).toHaveLength(BATCH_FILES);
    expect(nextBatch(started(queue, nextBatch(queue, 0)), 0)).toEqual([5, 6, 7]);
  });

  it('stays below the size of a batch, but a single large file goes', () => {
    const queue = queueOf(['huge.tif', BATCH_BYTES * 2], ['small.jpg', 5]);
    expect(nextBatch(queue, 0)).toEqual([1]);
  });

  it('never puts two files of one name into a batch, as answers come by name', () => {
    const queue = queueOf(['a.jpg', 1], ['a.jpg', 2], ['b.jpg', 3]);
    expect(nextBatch(queue, 0)).toEqual([1, 3]);
  });

  it('waits for the pause after a failure', () => {
    const failed = batchFailed(started(queueOf(['a.jpg', 1]), [1]), [1], offlineError(), 1000);
    expect(nextBatch(failed, 1000)).toEqual([]);
    expect(nextStart(failed)).toBe(3000);
    expect(nextBatch(failed, 3000)).toEqual([1]);
  });
});

describe('progressed', () => {
  it('spreads the bytes over the files in their order', () => {
    const queue = progressed(
      started(queueOf(['a', 100], ['b', 100], ['empty', 0]), [1, 2, 3]),
      [1, 2, 3],
      150,
    );
    expect(queue.items.map((item) => item.sent)).toEqual([1, 0.5, 1]);
  });
});

describe('answered', () => {
  it('gives each file its own fate', () => {
    const queue = answered(started(queueOf(['a.jpg', 1], ['b.jpg', 1], ['c.svg', 1]), [1, 2, 3]), [1, 2, 3], {
      accepted: [imageFixture({ id: 'new', name: 'a.jpg' })],
      duplicates: [{ name: 'b.jpg', image: 'old' }],
      refused: [{ name: 'c.svg', code: 'not-an-image', detail: 'SVG is not taken.' }],
    });
    expect(phases(queue)).toEqual(['processing', 'duplicate', 'refused']);
    expect(queue.items.map((item) => item.image)).toEqual(['new', 'old', null]);
    expect(queue.items[2]?.problem?.detail).toBe('SVG is not taken.');
  });

  it('matches by order when the server cleaned a name', () => {
    const queue = answered(started(queueOf(['a\u0007.jpg', 1]), [1]), [1], {
      accepted: [imageFixture({ id: 'new', name: 'a.jpg' })],
      duplicates: [],
      refused: [],
    });
    expect(queue.items[0]?.image).toBe('new');
  });

  it('lets a file that got no answer be sent again', () => {
    const silent = { accepted: [], duplicates: [], refused: [] };
    const queue = answered(started(queueOf(['a.jpg', 1]), [1]), [1], silent);
    expect(phases(queue)).toEqual(['failed']);
    expect(phases(retryFailed(queue))).toEqual(['waiting']);
  });
});

describe('batchFailed', () => {
  it('sends the files of a refused batch one by one, so that one bad file stops no other', () => {
    const queue = batchFailed(
      started(queueOf(['a', 1], ['b', 1]), [1, 2]),
      [1, 2],
      new ApiError(413, 'too-large', 'Too large.'),
      0,
    );
    expect(nextBatch(queue, 0)).toEqual([1]);
    expect(nextBatch(started(queue, [1]), 0)).toEqual([2]);
  });

  it('refuses a single file with the reason of the server', () => {
    const error = new ApiError(413, 'too-large', 'Files may have 200 MB.');
    const queue = batchFailed(started(queueOf(['a', 1]), [1]), [1], error, 0);
    expect(queue.items[0]).toMatchObject({ phase: 'refused', problem: { detail: 'Files may have 200 MB.' } });
  });

  it('keeps to Retry-After', () => {
    const error = new ApiError(429, 'rate-limited', 'Slowly.', {}, 7);
    expect(nextStart(batchFailed(started(queueOf(['a', 1]), [1]), [1], error, 1000))).toBe(8000);
  });

  it('gives up after some attempts and waits for a person', () => {
    let queue = queueOf(['a', 1]);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      queue = batchFailed(started(queue, [1]), [1], offlineError(), 0);
    }
    expect(phases(queue)).toEqual(['failed']);
    expect(retryFailed(queue).items[0]).toMatchObject({ phase: 'waiting', attempts: 0 });
  });
});

describe('imageChanged', () => {
  const processing = answered(started(queueOf(['a.jpg', 1]), [1]), [1], {
    accepted: [imageFixture({ id: 'x', name: 'a.jpg' })],
    duplicates: [],
    refused: [],
  });

  it('turns processing into ready, or into a refusal with the reason', () => {
    expect(phases(imageChanged(processing, imageFixture({ id: 'x', status: 'ready' })))).toEqual(['ready']);
    const problem = { code: 'truncated', detail: 'The file ends too early.' };
    const failed = imageChanged(processing, imageFixture({ id: 'x', status: 'failed', problem }));
    expect(failed.items[0]).toMatchObject({
      phase: 'refused',
      problem: { detail: 'The file ends too early.' },
    });
  });

  it('leaves the queue alone for images of others', () => {
    expect(imageChanged(processing, imageFixture({ id: 'y', status: 'ready' }))).toBe(processing);
  });
});

describe('counts', () => {
  it('counts progress by bytes and phases by file', () => {
    const queue = progressed(started(queueOf(['a', 999], ['b', 999]), [1, 2]), [1, 2], 999);
    expect(counts(queue)).toMatchObject({ total: 2, sending: 2, progress: 0.5 });
    expect(counts(cancelWaiting(queueOf(['a', 1]))).total).toBe(0);
  });
});
