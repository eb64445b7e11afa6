import { createTheme } from '@mantine/core';

/** One look for all pages: teal on neutral greys, small radii, system fonts (nothing is fetched). */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, var(--cjk-fonts), sans-serif',
  headings: { fontWeight: '650' },
});
