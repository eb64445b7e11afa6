/** What came in without being quite as it was, by the codes of the report. */
export const importNotes = {
  'box-rounded': 'Boxes set to whole pixels: {number}',
  'attribute-left-out': 'Attributes that the label does not ask for: {number}',
  'score-left-out': 'Qualities that are not from 0 to 1: {number}',
  'too-many-tags': 'Images with too many tags: {number}',
  cut: 'Objects cut where others lie on top: {number}',
} as const;
