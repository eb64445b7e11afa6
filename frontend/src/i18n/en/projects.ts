/** The list of projects, and making one. */
export const projects = {
  title: 'Projects',
  search: 'Search',
  searchProjects: 'Search projects',
  newProject: 'New project',
  accepted: '{count} accepted',
  noDescription: 'No description',

  noMatchTitle: 'No project matches',
  noMatch: 'Nothing is called “{search}”. Try a part of the name.',
  firstTitle: 'Start your first project',
  first:
    'A project holds photos and the labels of what you look for in them. Name it, drop your photos, and click on the first object.',
  noneTitle: 'No projects yet',
  none: 'Projects appear here as soon as a manager of your team makes one or lets you into one. If you belong to no team yet, ask a manager to add you: they need your username or your e-mail address.',

  descriptionHint: 'What the team should know: which photos, which objects, what to leave out.',
  organization: 'Team',
  organizationHint: 'Its members see the project, each in their role.',
  preset: 'Labels to start with',
  presetHint: 'They can be renamed, recoloured and added to at any time.',
  create: 'Create the project',

  // Label sets to start from; the names of their labels are in presets.ts.
  presetOne: 'One label: object',
  presetEveryday: 'Everyday things',
  presetStreet: 'Street scene',
  presetNature: 'Land and nature',
  presetNone: 'No labels yet',
} as const;
