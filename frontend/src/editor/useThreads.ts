/** The threads of the open image, asked for again whenever the server tells that they changed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { fetchThreads } from '../api/comments';
import { queryKeys } from '../api/queryKeys';
import type { CommentThread } from '../api/types';
import { useEditor, useEditorState } from './editorContext';

const NONE: readonly CommentThread[] = [];

export function useThreads() {
  const { image } = useEditor();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: queryKeys.comments(image.id),
    queryFn: ({ signal }) => fetchThreads(image.id, signal),
    staleTime: 60_000,
  });
  return {
    threads: data ?? NONE,
    error,
    isLoading: isPending,
    isLoaded: data !== undefined,
    retry: () => void refetch(),
  };
}

/** Once for the whole editor. */
export function useCommentNews(): void {
  const client = useQueryClient();
  const { image } = useEditor();
  const news = useEditorState((state) => state.link.commentNews);
  const known = useRef(news);
  useEffect(() => {
    if (known.current === news) return;
    known.current = news;
    void client.invalidateQueries({ queryKey: queryKeys.comments(image.id) });
  }, [client, image.id, news]);
}

/** Shows a thread as the server answered, and asks for all of them. */
export function useThreadAnswer(): (thread: CommentThread | null) => void {
  const client = useQueryClient();
  const { image, project } = useEditor();
  return useCallback(
    (thread) => {
      const queryKey = queryKeys.comments(image.id);
      if (thread !== null)
        client.setQueryData<CommentThread[]>(queryKey, (before) => before && withThread(before, thread));
      void client.invalidateQueries({ queryKey });
      void client.invalidateQueries({ queryKey: queryKeys.images(project.id) }); // their open comments
    },
    [client, image.id, project.id],
  );
}

function withThread(threads: readonly CommentThread[], thread: CommentThread): CommentThread[] {
  return [...threads.filter(({ id }) => id !== thread.id), thread].sort((a, b) => a.number - b.number);
}
