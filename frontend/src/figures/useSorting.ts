import { useSearchParams } from 'react-router';
import { type Sorting, sortingOf, sortingText } from './sorting';

/** The order of a table, which stands in the address as `param` unless it is the one of `otherwise`. */
export function useSorting(
  param: string,
  keys: readonly string[],
  otherwise: Sorting,
): [Sorting, (sorting: Sorting) => void] {
  const [params, setParams] = useSearchParams();
  const change = (sorting: Sorting): void =>
    setParams(
      (before) => {
        const text = sortingText(sorting);
        if (text === sortingText(otherwise)) before.delete(param);
        else before.set(param, text);
        return before;
      },
      { replace: true },
    );
  return [sortingOf(params.get(param), keys, otherwise), change];
}
