/** Opening the image at a place of the list that the next and the previous image are taken from. */
import { useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { fetchImageAt } from '../api/images';
import { showError } from '../components/confirm';
import { filterQuery, parseFilters } from '../pages/project/imageFilterParams';

/** An answer that comes once the person has gone elsewhere, or is at the palette again, takes nobody anywhere. */
export function useOpenAt(project: number, isPaletteOpen: boolean): (index: number) => void {
  const navigate = useNavigate();
  const { key } = useLocation();
  const [params] = useSearchParams();
  const asked = useRef<object | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place is one that was gone to
  useEffect(() => {
    return () => {
      asked.current = null;
    };
  }, [key]);
  useEffect(() => {
    if (isPaletteOpen) asked.current = null;
  }, [isPaletteOpen]);
  return useCallback(
    (index) => {
      const filters = parseFilters(params);
      const asking = {};
      asked.current = asking;
      fetchImageAt(project, index, filters)
        .then(({ id }) => {
          if (asked.current === asking) navigate(`/images/${id}${filterQuery(filters)}`);
        })
        .catch((error) => {
          if (asked.current === asking) showError(error);
        });
    },
    [navigate, params, project],
  );
}
