/** A traffic light that needs no colours: each grade has a shape of its own, and the number stands beside it. */
import { IconAlertSquareFilled, IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import classes from './QualitySign.module.css';
import type { Grade, Quality } from './quality';

const SHAPES = {
  good: IconCircleCheckFilled,
  fair: IconAlertTriangleFilled,
  poor: IconAlertSquareFilled,
} as const;

export function QualitySign({ quality }: { quality: Quality }) {
  const { grade, text, name, detail } = quality;
  return (
    <span
      className={classes.sign}
      role="img"
      aria-label={name}
      // A rich tooltip in each of the many rows would take most of the time that the list takes.
      title={detail}
      data-grade={grade ?? 'none'}
      data-testid="quality"
    >
      {grade !== null && <Shape grade={grade} />}
      {text}
    </span>
  );
}

function Shape({ grade }: { grade: Grade }) {
  const Icon = SHAPES[grade];
  return <Icon size={14} aria-hidden className={classes.shape} />;
}
