import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './CardGrid.module.css';

interface CardGridProps {
  /** The least width of a card in pixels; as many stand side by side as the window holds, two at least. */
  cardWidth: number;
  children: ReactNode;
}

export function CardGrid({ cardWidth, children }: CardGridProps) {
  return (
    <Box className={classes.grid} __vars={{ '--card-width': `${cardWidth}px` }}>
      {children}
    </Box>
  );
}
