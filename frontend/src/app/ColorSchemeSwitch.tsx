import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useT } from '../i18n/useT';

export function ColorSchemeSwitch() {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t('app.appearance')}
      fullWidth
      size="xs"
      m={6}
      w="calc(100% - 12px)"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as MantineColorScheme)}
      data={[
        { value: 'auto', label: t('app.system') },
        { value: 'light', label: t('app.light') },
        { value: 'dark', label: t('app.dark') },
      ]}
    />
  );
}
