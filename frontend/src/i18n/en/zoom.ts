/** What the model looks at while somebody has zoomed in. */
export const zoom = {
  looksHere: 'Seen closely: {width} × {height} px',
  looksHereDetail:
    'You have zoomed in: for what you click now, the model looks at this part of the image at full sharpness.',
} as const;
