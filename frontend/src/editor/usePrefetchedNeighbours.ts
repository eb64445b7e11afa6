/** The next and the previous image are fetched ahead, so that turning the page shows them at once. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { fetchImage } from '../api/images';
import { queryKeys } from '../api/queryKeys';
import type { ImageWithNeighbours } from '../api/types';
import { parseFilters } from '../pages/project/imageFilterParams';

/** The open image goes first. */
const DELAY_MS = 600;

export function usePrefetchedNeighbours({ neighbours }: ImageWithNeighbours): void {
  const client = useQueryClient();
  const [params] = useSearchParams();
  const filters = useMemo(() => parseFilters(params), [params]);
  const { next, previous } = neighbours;
  useEffect(() => {
    const fetchAhead = async (id: string): Promise<void> => {
      const image = await client.fetchQuery({
        queryKey: [...queryKeys.image(id), filters],
        queryFn: () => fetchImage(id, filters),
        staleTime: 30_000,
      });
      if (image.display !== null) new Image().src = image.display;
    };
    const timer = setTimeout(() => {
      // A neighbour that cannot be fetched is told about when somebody goes there.
      for (const id of [next, previous]) if (id !== null) fetchAhead(id).catch(() => undefined);
    }, DELAY_MS);
    return () => clearTimeout(timer);
  }, [client, filters, next, previous]);
}
