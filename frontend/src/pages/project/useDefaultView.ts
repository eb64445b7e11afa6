import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { useSavedViews } from '../../api/savedViews';
import { filterQuery, parseFilters } from './imageFilterParams';

/** A list that is opened without filters opens with the person's own view; filters lifted later stay lifted. */
export function useDefaultView(project: number): void {
  const [params, setParams] = useSearchParams();
  const views = useSavedViews(project).data;
  const isDecided = useRef(params.size > 0);
  useEffect(() => {
    if (isDecided.current || views === undefined) return;
    isDecided.current = true;
    const chosen = views.find((view) => view.is_default);
    if (chosen && params.size === 0) {
      const filters = parseFilters(new URLSearchParams(chosen.query));
      setParams(filterQuery(filters), { replace: true });
    }
  }, [views, params, setParams]);
}
