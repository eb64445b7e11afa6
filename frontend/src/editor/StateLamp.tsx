/** A coloured dot and two words: the state of one thing, always visible in the top bar. */
import { Tooltip } from '@mantine/core';
import classes from './TopBar.module.css';

export interface Lamp {
  readonly colour: 'green' | 'blue' | 'orange' | 'red' | 'gray';
  readonly isBusy?: boolean;
  readonly text: string;
  /** The whole story, on hover. */
  readonly detail: string;
}

export function StateLamp({ lamp, testId }: { lamp: Lamp; testId: string }) {
  const { colour, isBusy = false, text, detail } = lamp;
  return (
    <Tooltip label={detail} multiline maw={300}>
      <div className={classes.state} role="status" data-testid={testId} data-state={colour}>
        <span
          className={classes.dot}
          data-busy={isBusy || undefined}
          style={{ '--state-colour': `var(--mantine-color-${colour}-6)` } as React.CSSProperties}
        />
        <span className={classes.stateText}>{text}</span>
      </div>
    </Tooltip>
  );
}
