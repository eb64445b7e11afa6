import type { German } from '../catalogue';
import type { roles as en } from '../en/roles';

export const roles: German<typeof en> = {
  owner: 'Eigentümer',
  manager: 'Manager',
  reviewer: 'Prüfer',
  annotator: 'Annotator',
  viewer: 'Betrachter',

  ownerMay: 'Eigentümer: darf alles, auch andere zu Eigentümern machen.',
  managerMay: 'Manager: verwaltet Projekte, Labels, Bilder und die Mitglieder unterhalb der Manager.',
  reviewerMay: 'Prüfer: annotiert, nimmt an und lehnt ab, exportiert.',
  annotatorMay: 'Annotator: annotiert Bilder und reicht sie ein.',
  viewerMay: 'Betrachter: darf ansehen und nichts ändern.',
};
