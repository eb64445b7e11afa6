import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { getKnownUser } from '../api/reauthentication';
import { updateMe } from '../api/session';
import { showError } from '../components/confirm';
import { chooseLanguage } from './language';
import { LANGUAGES, type Language } from './languages';
import { useT } from './useT';

/** For this device at once, and for new devices of whoever is logged in. */
async function choose(language: Language): Promise<void> {
  try {
    await chooseLanguage(language);
    if (getKnownUser()) await updateMe({ language });
  } catch (error) {
    showError(error);
  }
}

/** Each language under its own name: who cannot read this page finds the way out of it. */
export function LanguageSwitch() {
  const t = useT();
  return (
    <NativeSelect
      aria-label={t('app.language')}
      size="xs"
      leftSection={<IconLanguage size={16} aria-hidden />}
      value={t.language}
      onChange={(event) => void choose(event.currentTarget.value as Language)}
      data-testid="language"
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
