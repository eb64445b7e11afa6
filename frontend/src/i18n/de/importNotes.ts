import type { German } from '../catalogue';
import type { importNotes as en } from '../en/importNotes';

export const importNotes: German<typeof en> = {
  'box-rounded': 'Rahmen auf ganze Pixel gesetzt: {number}',
  'attribute-left-out': 'Attribute, nach denen das Label nicht fragt: {number}',
  'score-left-out': 'Qualitäten, die nicht von 0 bis 1 reichen: {number}',
  'too-many-tags': 'Bilder mit zu vielen Tags: {number}',
  cut: 'Objekte, beschnitten, wo andere darüber liegen: {number}',
};
