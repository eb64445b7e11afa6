import type { German } from '../catalogue';
import type { login as en } from '../en/login';

export const login: German<typeof en> = {
  title: 'Anmelden',
  slogan: 'Stipple macht aus Punkten Masken.',
  usernameOrEmail: 'Benutzername oder E-Mail',
  password: 'Passwort',
  logIn: 'Anmelden',
  forgot: 'Passwort vergessen?',

  resetTitle: 'Passwort zurücksetzen',
  email: 'E-Mail',
  emailHint: 'An diese Adresse senden wir einen Link für ein neues Passwort.',
  sendLink: 'Link senden',
  linkSent:
    'Wenn ein Konto die Adresse {email} hat, ist eine Nachricht mit einem Link dorthin unterwegs. Der Link gilt einmal und nur für begrenzte Zeit.',
  backToLogin: 'Zurück zur Anmeldung',

  chooseTitle: 'Neues Passwort wählen',
  newPassword: 'Neues Passwort',
  newPasswordHint: 'Mindestens 8 Zeichen und nicht leicht zu erraten.',
  sameAgain: 'Noch einmal dasselbe',
  differ: 'Die beiden Passwörter sind verschieden.',
  setPassword: 'Passwort setzen',
  linkTooOld: 'Ist der Link zu alt? Neuen anfordern',
  changedTitle: 'Ihr Passwort ist geändert',
  changed: 'Sie können sich jetzt damit anmelden.',

  sessionEnded: 'Ihre Sitzung ist abgelaufen',
  sessionEndedHint:
    'Melden Sie sich wieder an, um fortzufahren. Ihre Arbeit auf dieser Seite bleibt erhalten und wird danach gesendet.',
};
