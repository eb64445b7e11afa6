import { TextInput } from '@mantine/core';

interface CodeInputProps {
  label: string;
  description?: string;
  value: string;
  onChange: (code: string) => void;
  isFocused?: boolean;
}

/** Where a code of an authenticator app, or a recovery code, is typed; phones and password managers offer it. */
export function CodeInput({ label, description, value, onChange, isFocused = false }: CodeInputProps) {
  return (
    <TextInput
      label={label}
      description={description}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={32}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.15em' } }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      withAsterisk={false}
      autoFocus={isFocused}
      data-autofocus={isFocused || undefined}
    />
  );
}
