/** What waits for a review in a project, and what was sent back to oneself. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';

export interface ReviewFilters {
  readonly person?: number | undefined;
  readonly label?: number | undefined;
}

export function useReviews(project: number, filters: ReviewFilters) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.reviews(project), filters],
    queryFn: ({ pageParam }) => {
      const params = { path: { project_id: project }, query: { ...filters, cursor: pageParam } };
      return unwrap(http.GET('/api/v1/projects/{project_id}/reviews/', { params }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    placeholderData: (previous) => previous,
    refetchOnMount: 'always',
  });
}

export function useReviewSummary(project: number) {
  return useQuery({
    queryKey: [...queryKeys.reviews(project), 'summary'],
    queryFn: () => {
      const params = { path: { project_id: project } };
      return unwrap(http.GET('/api/v1/projects/{project_id}/reviews/summary/', { params }));
    },
    refetchOnMount: 'always',
  });
}

export function useMyRejected() {
  return useInfiniteQuery({
    queryKey: queryKeys.myRejected,
    queryFn: ({ pageParam }) =>
      unwrap(http.GET('/api/v1/me/rejected/', { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    refetchOnMount: 'always',
  });
}
