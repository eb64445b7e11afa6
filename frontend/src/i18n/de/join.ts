import type { German } from '../catalogue';
import type { join as en } from '../en/join';

export const join: German<typeof en> = {
  invitation: 'Einladung',
  title: '{team} beitreten',
  hint: '{inviter} lädt Sie ein. Ihre Rolle: {role}.',
  loggedInAs: 'Sie sind als {name} angemeldet.',
  join: 'Dem Team beitreten',
  forAnother: 'Diese Einladung ging an {email}; dieses Konto hat eine andere Adresse.',
  notYou: 'Nicht Sie? Mit einem anderen Konto anmelden',
  signOnFirst: 'Melden Sie sich zuerst an; danach kommen Sie zu dieser Einladung zurück.',
  username: 'Benutzername',
  usernameHint: 'Buchstaben, Ziffern und @ . + - _',
  name: 'Ihr Name',
  nameHint: 'Das lesen andere im Team neben Ihrer Arbeit.',
  emailHint: 'Damit setzen Sie ein vergessenes Passwort zurück.',
  emailOfLetter: 'An diese Adresse ging die Einladung.',
  create: 'Konto anlegen und beitreten',
  haveAccount: 'Ich habe schon ein Konto',
  alreadyTitle: 'Sie sind in diesem Team',
  already: 'Sie gehören schon zu {team}, in der Rolle {role}.',
  takeRole: 'Rolle {role} annehmen',
  toProjects: 'Zu den Projekten',
  closedTitle: 'Diese Einladung gilt nicht',
  expired: 'Sie ist abgelaufen. Bitten Sie um eine neue.',
  used: 'Sie wurde so oft benutzt wie möglich. Haben Sie sie selbst benutzt, melden Sie sich an; sonst bitten Sie um eine neue.',
  revoked: 'Sie wurde zurückgezogen. Bitten Sie um eine neue.',
  unknown:
    'Zu diesem Link gibt es keine Einladung. Prüfen Sie, ob er vollständig ist, oder bitten Sie um eine neue.',
  toLogin: 'Zu Stipple',
};
