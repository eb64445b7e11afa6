import { useEffect } from 'react';
import { fetchImage } from '../api/images';
import { uploaderOf } from './uploaders';
import type { UploadQueue } from './uploadQueue';

const POLL_MS = 4000;
const AT_ONCE = 6;

/** Ask for images in processing from time to time: the socket may be down, or was while the person was elsewhere. */
export function usePolledImages(project: number, queue: UploadQueue): void {
  const waiting = queue.items
    .filter((item) => item.phase === 'processing')
    .slice(0, AT_ONCE)
    .flatMap((item) => item.image ?? [])
    .join(' ');
  useEffect(() => {
    if (!waiting) return;
    const ask = async () => {
      for (const id of waiting.split(' ')) {
        // A failure here is of no weight: the next round asks again.
        const image = await fetchImage(id).catch(() => null);
        if (image) uploaderOf(project).imageChanged(image);
      }
    };
    const timer = setInterval(() => void ask(), POLL_MS);
    return () => clearInterval(timer);
  }, [project, waiting]);
}
