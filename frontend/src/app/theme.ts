import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import type { T } from '../i18n/translate';

/** One look for all pages: teal on neutral greys, small radii, system fonts (nothing is fetched). */
export function themeFor(t: T) {
  const close = { closeButtonProps: { 'aria-label': t('app.close') } };
  return createTheme({
    primaryColor: 'teal',
    primaryShade: 9, // the lightest on which white words have a contrast of 4.5
    autoContrast: true,
    luminanceThreshold: 0.18, // where black words on a colour become the more readable ones
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

/** Colours whose darkest shade is too light for words on their own lightest. */
const SHADED = ['teal', 'green', 'lime', 'yellow', 'orange', 'red', 'cyan'];

function darkened(name: string): string {
  return `color-mix(in srgb, var(--mantine-color-${name}-9), black 35%)`;
}

/** Quiet words, hints in empty fields and errors with a contrast of 4.5 or more; the library's own have 2.1 to 3.9. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5f666d',
    '--mantine-color-placeholder': '#697077',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    ...Object.fromEntries(SHADED.map((name) => [`--mantine-color-${name}-light-color`, darkened(name)])),
  },
  dark: {
    '--mantine-color-dimmed': '#a6a6a6',
    '--mantine-color-placeholder': '#9b9b9b',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
});
