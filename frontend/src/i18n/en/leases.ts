/** Objects that somebody else works on. */
export const leases = {
  worksOnIt: '{name} is working on this object',
  takeOver: 'Take over',
  takeOverKey: 'Take over the selected object from whoever works on it',
  nothing: 'Nobody else works on what is selected.',
  refused: 'Somebody else is working on this object. Take it over, or press Enter to start another one.',
} as const;
