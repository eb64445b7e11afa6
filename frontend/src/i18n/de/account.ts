import type { German } from '../catalogue';
import type { account as en } from '../en/account';

export const account: German<typeof en> = {
  title: 'Konto',

  profile: 'Profil',
  profileHint: 'Diesen Namen sehen die anderen neben Ihrem Mauszeiger und Ihrer Arbeit.',
  username: 'Benutzername',
  email: 'E-Mail',
  yourPassword: 'Ihr Passwort',
  yourPasswordHint: 'Nötig, um die E-Mail-Adresse zu ändern.',
  profileSaved: 'Ihr Profil ist gespeichert.',

  password: 'Passwort',
  currentPassword: 'Aktuelles Passwort',
  newPassword: 'Neues Passwort',
  changePassword: 'Passwort ändern',
  passwordChanged: 'Ihr Passwort ist geändert.',

  tokens: 'Persönliche Tokens',
  tokensHint:
    'Für Programme: Senden Sie {header} mit jeder Anfrage. Ein Token darf, was Sie dürfen, soweit Sie es zulassen.',
  noTokens: 'Sie haben keine Tokens.',
  beginsWith: 'Beginnt mit',
  scope: 'Darf',
  expires: 'Läuft ab',
  lastUsed: 'Zuletzt benutzt',
  notYet: 'Noch nicht',
  newToken: 'Neues Token',
  newTokenTitle: 'Neues persönliches Token',
  tokenNameHint: 'Was es benutzt, zum Beispiel „nächtlicher Export“.',
  days: { one: '{count} Tag', other: '{count} Tage' },
  oneYear: 'Ein Jahr',
  makeToken: 'Token erstellen',
  shownOnce: 'Kopieren Sie das Token jetzt: Es wird nur dieses eine Mal gezeigt.',
  deleteTitle: 'Dieses Token löschen?',
  deleteLoss:
    'Programme, die „{name}“ benutzen, verlieren sofort den Zugriff. Das lässt sich nicht rückgängig machen.',
  deleteAction: 'Token löschen',
  deleteNamed: 'Token {name} löschen',
};
