/** How photo and masks are shown on this machine. */
export const display = {
  brightness: 'Brightness',
  contrast: 'Contrast',
  resetPhoto: 'Show the photo as it is',
  outlines: 'Only outlines of masks',
  solo: 'Solo: show only what is selected',
} as const;
