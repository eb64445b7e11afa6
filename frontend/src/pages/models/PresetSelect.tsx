import { Select } from '@mantine/core';
import { PRESETS, presetName } from '../../components/modelFacts';
import { useT } from '../../i18n/useT';

interface PresetSelectProps {
  /** Empty: found out from the names of the weights. */
  value: string;
  onChange: (preset: string) => void;
  error: string | undefined;
  disabled?: boolean;
}

export function PresetSelect({ value, onChange, error, disabled = false }: PresetSelectProps) {
  const t = useT();
  return (
    <Select
      label={t('models.architecture')}
      description={t('models.architectureHint')}
      data={[
        { value: '', label: t('models.detect') },
        ...PRESETS.map((preset) => ({ value: preset, label: presetName(preset, t) })),
      ]}
      value={value}
      allowDeselect={false}
      onChange={(preset) => onChange(preset ?? '')}
      error={error}
      disabled={disabled}
      searchable
    />
  );
}
