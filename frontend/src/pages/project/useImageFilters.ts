import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ImageFilters } from '../../api/images';
import { filterQuery, parseFilters } from './imageFilterParams';

/** The filters in the address, and a way to change some of them. */
export function useImageFilters(): [ImageFilters, (changes: Partial<ImageFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => parseFilters(params), [params]);
  /** Each change is a step that the back button takes back; what is typed letter by letter is one. */
  const change = (changes: Partial<ImageFilters>) =>
    setParams(filterQuery({ ...filters, ...changes }), { replace: 'search' in changes });
  return [filters, change];
}
