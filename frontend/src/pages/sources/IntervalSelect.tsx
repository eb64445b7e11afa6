import { Select } from '@mantine/core';
import { useT } from '../../i18n/useT';
import { INTERVALS, intervalText } from './sourceTexts';

interface IntervalSelectProps {
  /** Minutes; 0: only by hand. */
  value: number;
  onChange: (minutes: number) => void;
}

/** Programs may have chosen another interval than these: it is among them then. */
export function IntervalSelect({ value, onChange }: IntervalSelectProps) {
  const t = useT();
  const minutes = [...new Set<number>([...INTERVALS, value])].sort((a, b) => a - b);
  return (
    <Select
      label={t('imageSources.every')}
      description={t('imageSources.everyHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={minutes.map((each) => ({ value: String(each), label: intervalText(each, t) }))}
      value={String(value)}
      onChange={(chosen) => chosen !== null && onChange(Number(chosen))}
      allowDeselect={false}
    />
  );
}
