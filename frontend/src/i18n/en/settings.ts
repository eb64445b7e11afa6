/** The settings of a project. */
export const settings = {
  title: 'Settings',
  general: 'General',
  labels: 'Labels',
  members: 'Members',
  access: 'Access',
  private: 'Private project',
  privateHint: 'Only people with a role for this project see it, and the team’s owners and managers.',
  privateTitle: 'Make this project private?',
  privateConsequence:
    'Everybody without a role for this project loses sight of it at once; images assigned to them go back to the queue. What they have made stays. You can let them in again one by one.',
  privateAction: 'Make it private',
  roleInTeam: 'Role in the team',
  roleHere: 'Role in this project',
  asInTeam: 'As in the team: {role}',
  noAccess: 'No access',
  everywhere: 'in the whole team',
  hereAlone: 'in this project',
  letIn: 'Let people of the team in',
  lowerTitle: 'Take annotating in this project away from {name}?',
  lowerConsequence:
    'Images and batches of this project that are assigned to {name} go back to the queue. What they have made stays, with their name.',
  lowerAction: 'Change the role',
  toTeam: 'The team: people, invitations and groups',
  danger: 'Danger zone',
  projectSaved: 'The project is saved.',
  overlap: 'Objects may overlap',
  overlapHint:
    'An object then takes nothing from the others: what was drawn last lies on top, and the order can be changed in the editor. Switched off, every pixel belongs to one object at most. Masks that are there stay until somebody works on them.',

  // Which model answers clicks
  model: 'Model',
  modelHint:
    'Answers the clicks on images that nobody has begun. Images already begun keep the model they were begun with, so that masks do not shift under people’s hands; in the editor one can give an image another model.',
  modelSaved: 'New images of this project use the chosen model.',
  allModels: 'All models, their cards and figures',
  cardAndFigures: 'Card and figures',
  notUsable: '{model} (not usable now)',
  notInstalledChoice: '{model} (not installed)',
  notInstalled: '“{model}” is not installed here. Choose another model, or ask an admin to add it.',
  notComplete: '{model} is not installed completely. Choose another model, or wait until it is ready.',
  disabled: '{model} is disabled. Choose another model, or ask an admin to enable it.',
  notServed:
    'No running worker serves {model}. Clicks will be saved and get their masks when one does; ask whoever runs Stipple to start a worker with it.',

  // Labels
  addLabel: 'Add a label',
  labelsHint:
    'What annotators look for. Things are counted one by one (a car); stuff has no single pieces (sky). The order here is the order in the editor.',
  noLabelsTitle: 'No labels yet',
  noLabels: 'Objects can be clicked without a label and named later, but a label with a hot key is faster.',
  order: 'Order',
  kind: 'Kind',
  kindHint: 'A thing is counted one by one, like a car; stuff has no single pieces, like sky.',
  hotkey: 'Hot key',
  hotkeyHint:
    'A digit from 1 to 9 that picks this label in the editor. Without one it gets a digit that is free.',
  objects: 'Objects',
  moveUp: 'Move {label} up',
  moveDown: 'Move {label} down',
  edit: 'Edit {label}',
  delete: 'Delete {label}',
  editTitle: 'Edit “{label}”',
  newLabel: 'New label',
  color: 'Colour',
  saveNew: 'Add the label',
  deleteTitle: 'Delete the label “{label}”?',
  deleteAction: 'Delete the label',
  deleteUnused: 'No object uses it. This cannot be undone.',
  badColor: 'A colour is # and six hexadecimal digits, like #e6194b.',
  noName: 'A label needs a name.',
  longName: 'A name has at most {longest} characters; this one has {length}.',
  nameTaken: 'The project has a label “{label}” already.',
  badHotkey: 'A hot key is one digit from 1 to 9; letters are keys of the editor.',
  hotkeyTaken: '“{label}” has this key already.',

  // Members
  membersHint:
    'Who sees this project, in which role, and why. A role for this project stands in place of the one in the team.',
  email: 'E-mail',
  role: 'Role',
  roleOf: 'Role of {name}',
  roleIs: '{name} is now: {role}',
  you: '{name} (you)',
  remove: 'Remove {name}',
  removeTitle: 'Remove {name}?',
  removeAction: 'Remove',
  addSomebody: 'Add somebody',
  addPlaceholder: 'Username or e-mail address',
  invitation: 'An address without an account gets an invitation by e-mail.',
  added: '{name} is a member now: {role}.',

  // Deleting the project
  notYours: 'Only managers and owners may delete a project.',
  deleteProjectTitle: 'Delete this project',
  deleteProjectHint:
    '{images}, all annotations with their history, {labels} and all exports will be gone for everybody. This cannot be undone: export first what you may need.',
  typeName: 'Type the name “{project}” to confirm',
  deleteProject: 'Delete the project',
  projectDeleted: '“{project}” is deleted.',
} as const;
