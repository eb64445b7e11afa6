/** Links to pages that stand side by side; the open one is underlined. */
import { Badge, Group, type GroupProps } from '@mantine/core';
import { NavLink } from 'react-router';
import { useT } from '../i18n/useT';
import classes from './PageLinks.module.css';

export interface PageLink {
  readonly to: string;
  readonly text: string;
  /** What waits there; not shown while it is 0. */
  readonly count?: number | undefined;
  /** The addresses below it are other pages. */
  readonly isWhole?: boolean;
}

interface PageLinksProps extends Omit<GroupProps, 'children'> {
  label: string;
  pages: readonly PageLink[];
}

export function PageLinks({ label, pages, ...group }: PageLinksProps) {
  const t = useT();
  return (
    <Group component="nav" gap="md" aria-label={label} {...group}>
      {pages.map(({ to, text, count = 0, isWhole = false }) => (
        <NavLink key={to} to={to} end={isWhole} className={classes.page ?? ''}>
          {text}
          {count > 0 && (
            <Badge size="sm" variant="light" circle={count < 10}>
              {t.number(count)}
            </Badge>
          )}
        </NavLink>
      ))}
    </Group>
  );
}
