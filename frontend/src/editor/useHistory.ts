/** The history of the open image: its pages as they are wanted, and new steps as they are made. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useEditor, useEditorState } from './editorContext';
import { fetchHistory, fetchNewer } from './historyApi';
import { type HistoryRow, historyRows } from './historyRows';

export interface History {
  readonly rows: readonly HistoryRow[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** What was done stays as it is, so pages are read once; later steps are asked for beside them. */
export function useHistory(): History {
  const { image } = useEditor();
  const revision = useEditorState((state) => state.sync.document?.revision ?? 0);
  const [base, setBase] = useState(revision);
  const pages = useInfiniteQuery({
    queryKey: ['history', image.id, base],
    queryFn: ({ pageParam }) => fetchHistory(image.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const newer = useQuery({
    queryKey: ['history', image.id, base, 'newer', revision],
    queryFn: () => fetchNewer(image.id, base),
    enabled: revision > base,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const isFarBehind = !newer.isPlaceholderData && newer.data?.cursor !== undefined;
  useEffect(() => {
    if (isFarBehind) setBase(revision);
  }, [isFarBehind, revision]);
  const rows = useMemo(
    () => historyRows(newer.data?.rows ?? [], pages.data?.pages.flatMap((page) => page.rows) ?? [], revision),
    [newer.data, pages.data, revision],
  );
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = pages;
  return {
    rows,
    isLoading: pages.isPending,
    error: pages.error ?? newer.error,
    hasMore: hasNextPage,
    // A page that did not come is asked for again by the person, not by every drawing of the list.
    loadMore: () => void (isFetchingNextPage || isFetchNextPageError || fetchNextPage()),
    retry: () => {
      void (isFetchNextPageError ? fetchNextPage() : refetch());
      if (newer.isError) void newer.refetch();
    },
  };
}
