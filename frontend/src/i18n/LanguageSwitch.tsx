import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { showError } from '../components/confirm';
import { chooseLanguage } from './language';
import { LANGUAGES, type Language } from './languages';
import { useT } from './useT';

const CHOICES = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

/** Each language under its own name: who cannot read this page finds the way out of it. */
export function LanguageSwitch() {
  const t = useT();
  return (
    <NativeSelect
      aria-label={t('app.language')}
      size="xs"
      leftSection={<IconLanguage size={16} aria-hidden />}
      data={CHOICES}
      value={t.language}
      onChange={(event) => {
        chooseLanguage(event.currentTarget.value as Language).catch(showError);
      }}
      data-testid="language"
    />
  );
}
