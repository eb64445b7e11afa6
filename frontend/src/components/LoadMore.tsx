import { Center, Loader } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/useT';

interface PagedQuery {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The end of a list: coming near it loads the next page. */
export function LoadMore({ query }: { query: PagedQuery }) {
  const t = useT();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage(),
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <Center ref={end} h={64}>
      <Loader size="sm" role="status" aria-label={t('app.loadingMore')} />
    </Center>
  );
}
