import { Select } from '@mantine/core';
import { PRESET_NAMES } from '../../components/modelFacts';

interface PresetSelectProps {
  /** Empty: found out from the names of the weights. */
  value: string;
  onChange: (preset: string) => void;
  error: string | undefined;
  disabled?: boolean;
}

export function PresetSelect({ value, onChange, error, disabled = false }: PresetSelectProps) {
  return (
    <Select
      label="Architecture"
      description="Found out from the names and shapes of the weights, where that leaves no doubt."
      data={[
        { value: '', label: 'Detect' },
        ...Object.entries(PRESET_NAMES).map(([preset, label]) => ({ value: preset, label })),
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
