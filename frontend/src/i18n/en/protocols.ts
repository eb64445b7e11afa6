/** How the figures of a model were measured. */
export const protocols = {
  single: 'One object, next click in the largest error',
  'single-dynamite': 'One object, as DynaMITe counts',
  multi: 'Several objects',
  'multi-best': 'Several objects, next the one with the best mask',
  'multi-random': 'Several objects, next a random one',
  'multi-worst': 'Several objects, next the one with the worst mask',
  'multi-max_dt': 'Several objects, next the largest error of the image',
  'multi-round_robin': 'Several objects, one after the other',
  'multi-wlb': 'Several objects, next the worst mask, at most ten clicks each',
  'global-error': 'Several objects, next click in the largest error of the image',
} as const;
