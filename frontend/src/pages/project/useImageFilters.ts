import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ImageFilters } from '../../api/images';
import { filterQuery, parseFilters } from './imageFilterParams';

/** The filters in the address, and a way to change some of them. */
export function useImageFilters(): [ImageFilters, (changes: Partial<ImageFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => parseFilters(params), [params]);
  const change = (changes: Partial<ImageFilters>) =>
    setParams(filterQuery({ ...filters, ...changes }), { replace: true });
  return [filters, change];
}
