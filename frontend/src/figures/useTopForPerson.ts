import { useEffect } from 'react';

/** The names that lead to one person stand at the end of a long page: show its beginning once somebody is chosen. */
export function useTopForPerson(person: number | undefined): void {
  useEffect(() => {
    if (person !== undefined) window.scrollTo({ top: 0 });
  }, [person]);
}
