import type { German } from '../catalogue';
import type { projects as en } from '../en/projects';

export const projects: German<typeof en> = {
  title: 'Projekte',
  search: 'Suchen',
  searchProjects: 'Projekte suchen',
  newProject: 'Neues Projekt',
  accepted: '{count} angenommen',
  noDescription: 'Keine Beschreibung',

  noMatchTitle: 'Kein Projekt passt',
  noMatch: 'Nichts heißt „{search}“. Versuchen Sie es mit einem Teil des Namens.',
  firstTitle: 'Beginnen Sie Ihr erstes Projekt',
  first:
    'Ein Projekt enthält Fotos und die Labels für das, was Sie darin suchen. Geben Sie ihm einen Namen, ziehen Sie Ihre Fotos hinein und klicken Sie auf das erste Objekt.',
  noneTitle: 'Noch keine Projekte',
  none: 'Projekte erscheinen hier, sobald jemand, der Ihr Team verwaltet, eines anlegt oder Sie in eines hereinlässt. Wenn Sie noch zu keinem Team gehören, bitten Sie darum, hinzugefügt zu werden: dafür braucht man Ihren Benutzernamen oder Ihre E-Mail-Adresse.',

  descriptionHint: 'Was das Team wissen soll: welche Fotos, welche Objekte, was wegbleibt.',
  organization: 'Team',
  organizationHint: 'Seine Mitglieder sehen das Projekt, jedes in seiner Rolle.',
  preset: 'Labels für den Anfang',
  presetHint: 'Sie können jederzeit umbenannt, umgefärbt und ergänzt werden.',
  create: 'Projekt anlegen',

  presetOne: 'Ein Label: Objekt',
  presetEveryday: 'Alltägliche Dinge',
  presetStreet: 'Straßenszene',
  presetNature: 'Land und Natur',
  presetNone: 'Noch keine Labels',
};
