import type { German } from '../catalogue';
import type { webhookEvents as en } from '../en/webhookEvents';

export const webhookEvents: German<typeof en> = {
  'project.created': 'Projekt angelegt',
  'project.updated': 'Projekt geändert',
  'project.deleted': 'Projekt gelöscht',
  'member.joined': 'Jemand kam dazu',
  'member.updated': 'Rolle geändert',
  'member.left': 'Jemand ging',
  'label.created': 'Label hinzugefügt',
  'label.updated': 'Label geändert',
  'label.deleted': 'Label gelöscht',
  'image.created': 'Bild hochgeladen',
  'image.deleted': 'Bild gelöscht',
  'annotation.submitted': 'Abgegeben',
  'annotation.accepted': 'Angenommen',
  'annotation.rejected': 'Abgelehnt',
  'comment.created': 'Kommentar oder Antwort',
  'comment.resolved': 'Thread erledigt',
  'comment.reopened': 'Thread wieder offen',
  'job.finished': 'Import, Export oder Version beendet',
  'version.created': 'Version fertig',
  'version.deleted': 'Version gelöscht',
};
