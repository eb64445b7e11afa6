import { Select } from '@mantine/core';
import { formatName, READ } from '../formats/formatNames';
import { useT } from '../i18n/useT';

interface FormatSelectProps {
  /** Empty: recognised by content. */
  value: string;
  /** What the content was recognised as, if it was. */
  recognised: string | undefined;
  onChange: (format: string) => void;
}

export function FormatSelect({ value, recognised, onChange }: FormatSelectProps) {
  const t = useT();
  const byContent =
    value === '' && recognised !== undefined
      ? t('imports.recognised', { format: formatName(recognised, t) })
      : t('imports.recognise');
  return (
    <Select
      label={t('imports.format')}
      data={[
        { value: '', label: byContent },
        ...READ.map((format) => ({ value: format, label: formatName(format, t) })),
      ]}
      value={value}
      allowDeselect={false}
      onChange={(format) => onChange(format ?? '')}
      data-testid="import-format"
    />
  );
}
