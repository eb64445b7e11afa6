import type { German } from '../catalogue';
import type { events as en } from '../en/events';

export const events: German<typeof en> = {
  'team-created': 'Team angelegt',
  'team-changed': 'Team geändert',
  'member-added': 'Mitglied hinzugefügt',
  'member-removed': 'Mitglied entfernt',
  'role-changed': 'Rolle geändert',
  'ownership-transferred': 'Eigentum übertragen',
  'invitation-made': 'Einladung erstellt',
  'invitation-accepted': 'Einladung angenommen',
  'invitation-revoked': 'Einladung zurückgezogen',
  'group-created': 'Gruppe angelegt',
  'group-changed': 'Gruppe geändert',
  'group-deleted': 'Gruppe gelöscht',
  'project-created': 'Projekt angelegt',
  'project-changed': 'Projekt geändert',
  'project-deleted': 'Projekt gelöscht',
  'project-role-given': 'Projektrolle vergeben',
  'project-role-taken': 'Projektrolle entzogen',
  'image-deleted': 'Bild gelöscht',
  'export-made': 'Export erstellt',
  'token-created': 'Token erstellt',
  'token-revoked': 'Token gelöscht',
};
