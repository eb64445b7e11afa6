import { createTheme } from '@mantine/core';
import type { T } from '../i18n/translate';

/** One look for all pages: teal on neutral greys, small radii, system fonts (nothing is fetched). */
export function themeFor(t: T) {
  const close = { closeButtonProps: { 'aria-label': t('app.close') } };
  return createTheme({
    primaryColor: 'teal',
    primaryShade: { light: 7, dark: 8 },
    autoContrast: true,
    respectReducedMotion: true,
    defaultRadius: 'md',
    cursorType: 'pointer',
    fontFamily:
      'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, var(--cjk-fonts), sans-serif',
    headings: { fontWeight: '650' },
    // What the library would say in English, or not at all.
    components: {
      Modal: { defaultProps: close },
      Notification: { defaultProps: close },
      PasswordInput: {
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('app.showPassword') } },
      },
    },
  });
}
