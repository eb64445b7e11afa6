/** The first thing that Tab reaches on a page: past what stands on all pages, to what this one is for. */
import type { MouseEvent, ReactNode } from 'react';
import classes from './SkipLink.module.css';

/** `to`: id of an element that can take the focus. */
export function SkipLink({ to, children }: { to: string; children: ReactNode }) {
  const follow = (event: MouseEvent): void => {
    event.preventDefault(); // the address would change, and the router would look for it
    document.getElementById(to)?.focus();
  };
  return (
    <a href={`#${to}`} className={classes.link} onClick={follow}>
      {children}
    </a>
  );
}
