/** One step of the history: what was done, to what, by whom and when. */
import { Loader, Text, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconCpu,
  IconEraser,
  IconFlagOff,
  IconHistory,
  IconPencil,
  IconPhoto,
  IconPointer,
  IconScribble,
  IconSettings,
  IconSquare,
  IconTrash,
  IconVector,
} from '@tabler/icons-react';
import { type KeyboardEvent, memo } from 'react';
import type { Operation } from '../api/types';
import { useT } from '../i18n/useT';
import classes from './HistoryPanel.module.css';
import type { HistoryRow } from './historyRows';
import { actorName, historyWords, type Names } from './historyWords';

const ICONS: Readonly<Record<string, Icon>> = {
  click: IconPointer,
  scribble: IconScribble,
  box: IconSquare,
  paint: IconBrush,
  reshape: IconVector,
  bounds: IconSquare,
  set: IconSettings,
  delete: IconTrash,
  reject: IconFlagOff,
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
  restore: IconHistory,
  model: IconCpu,
};

interface HistoryStepProps {
  row: HistoryRow;
  names: Names;
  isNow: boolean;
  isShown: boolean;
  isLoading: boolean;
  onLook: (row: HistoryRow) => void;
  onKey: (event: KeyboardEvent) => void;
}

export const HistoryStep = memo(function HistoryStep(props: HistoryStepProps) {
  const { row, names, isNow, isShown, isLoading, onLook, onKey } = props;
  const t = useT();
  const { operation } = row;
  const { title, detail } =
    operation === null ? { title: t('history.start'), detail: '' } : historyWords(operation, names, t);
  const StepIcon = iconOf(operation);
  return (
    <li
      className={classes.step}
      data-shown={isShown || undefined}
      data-taken-back={row.isTakenBack || undefined}
    >
      <UnstyledButton
        className={classes.choose ?? ''}
        aria-current={isShown ? 'step' : undefined}
        onClick={() => onLook(row)}
        onKeyDown={onKey}
        data-testid="history-step"
        data-at={row.at}
      >
        {isLoading ? <Loader size={16} /> : <StepIcon size={18} aria-hidden className={classes.icon ?? ''} />}
        <span className={classes.words}>
          <span className={classes.title}>
            <Text component="span" size="sm" fw={isShown ? 600 : 400} inherit className={classes.what ?? ''}>
              {title}
            </Text>
            {detail !== '' && <span className={classes.detail}>{detail}</span>}
          </span>
          <span className={classes.who}>
            {operation !== null && `${actorName(operation, t)} · ${t.dayTime(operation.created)}`}
            {row.isTakenBack && ` · ${t('history.takenBack')}`}
          </span>
        </span>
        <span className={classes.number}>
          {isNow ? t('history.now') : t.number(operation?.revision ?? 0)}
        </span>
      </UnstyledButton>
    </li>
  );
});

function iconOf(operation: Operation | null): Icon {
  if (operation === null) return IconPhoto;
  const { mode } = (operation.payload ?? {}) as { mode?: string };
  return mode === 'erase' ? IconEraser : (ICONS[operation.kind] ?? IconPencil);
}
