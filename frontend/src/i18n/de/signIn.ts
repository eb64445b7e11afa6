import type { German } from '../catalogue';
import type { signIn as en } from '../en/signIn';

export const signIn: German<typeof en> = {
  or: 'oder',
  with: 'Mit {name} anmelden',
  singleSignOn: 'Single Sign-on',
  withPassword: 'Mit Passwort anmelden',
  forSuperusers: 'Passwörter haben hier nur Superuser.',
  verifyFirst:
    'Hier gibt es ein Konto mit Ihrer E-Mail-Adresse, aber Ihr Single Sign-on hat die Adresse nicht bestätigt. Lassen Sie sie dort bestätigen und versuchen Sie es noch einmal.',
  connectAsBefore:
    'Das Konto mit Ihrer E-Mail-Adresse wird nicht allein über die Adresse verbunden: Es gehört einem Operator, oder mit ihm ist schon jemand verbunden. Melden Sie sich dort so an wie bisher und verbinden Sie dieses Single Sign-on auf der Kontoseite; geht das nicht, wenden Sie sich an den Betreiber.',
  opensTab: 'Öffnet einen neuen Tab. Kommen Sie danach hierher zurück.',
  doneTitle: 'Sie sind angemeldet',
  done: 'Schließen Sie diesen Tab und arbeiten Sie im anderen weiter.',
  closeTab: 'Tab schließen',
  codeTitle: 'Noch ein Schritt',
  code: 'Code',
  codeHint: 'Die sechs Ziffern Ihrer Authenticator-App oder ein Wiederherstellungscode.',
  confirm: 'Bestätigen',
  lostApp:
    'Weder App noch Wiederherstellungscodes? Der Betreiber kann Ihre Anmeldung in zwei Schritten zurücksetzen.',
  twoStep: 'Anmeldung in zwei Schritten',
  twoStepHint:
    'Nach dem Passwort ein Code aus einer App auf Ihrem Telefon. Wer Ihr Passwort erfährt, kann sich trotzdem nicht anmelden.',
  isOn: 'Ein',
  isOff: 'Aus',
  setUp: 'Anmeldung in zwei Schritten einrichten',
  scan: 'Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon.',
  qrLabel: 'QR-Code für Ihre Authenticator-App',
  orType: 'Keine Kamera? Geben Sie diesen Schlüssel in die App ein:',
  thenCode: 'Code, den die App jetzt zeigt',
  switchOn: 'Einschalten',
  recoveryTitle: 'Ihre Wiederherstellungscodes',
  recoveryHint:
    'Jeder davon meldet Sie einmal an, wenn Sie die App nicht haben. Bewahren Sie sie wie Passwörter auf: Sie werden nur dieses eine Mal gezeigt.',
  download: 'Herunterladen',
  kept: 'Ich habe sie aufbewahrt',
  codesLeft: { one: '{count} Wiederherstellungscode übrig', other: '{count} Wiederherstellungscodes übrig' },
  newCodes: 'Neue Wiederherstellungscodes',
  newCodesHint: 'Sie erhalten zehn neue Codes; die alten gelten dann nicht mehr.',
  makeCodes: 'Neue Codes erstellen',
  switchOff: 'Ausschalten',
  switchOffTitle: 'Anmeldung in zwei Schritten ausschalten?',
  switchOffLoss:
    'Dann genügt Ihr Passwort zum Anmelden, und Ihre Wiederherstellungscodes werden gelöscht. Teams, die die Anmeldung in zwei Schritten verlangen, sind für Sie geschlossen, bis Sie sie wieder einrichten.',
  switchOffAction: 'Ausschalten',
  switchedOff: 'Die Anmeldung in zwei Schritten ist aus.',
  teamsWait:
    'Diese Teams verlangen die Anmeldung in zwei Schritten und sind für Sie geschlossen, bis Sie sie einrichten: {teams}.',
  setUpNow: 'Jetzt einrichten',
  identities: 'Single Sign-on',
  identitiesHint: 'Melden Sie sich hier mit einem Konto an, das Sie anderswo haben.',
  noIdentities: 'Noch ist kein Konto verbunden.',
  connect: '{name} verbinden',
  connected: 'Ihr Konto ist verbunden.',
  since: 'Verbunden seit',
  provider: 'Anmelden mit',
  disconnect: '{name} trennen',
  disconnectTitle: '{name} trennen?',
  disconnectLoss:
    'Sie können sich nicht mehr mit {name} anmelden, bis Sie es wieder verbinden. Ihre Arbeit und Ihr Passwort bleiben.',
  disconnectAction: 'Trennen',
  notInUse: 'nicht mehr in Gebrauch',
  noPassword:
    'Sie melden sich mit Single Sign-on an und haben kein Passwort. Wenn Sie eines möchten, melden Sie sich ab und wählen Sie auf der Anmeldeseite „Passwort vergessen?“.',
  emailNeedsPassword: 'Um die Adresse zu ändern, braucht man ein Passwort, und Sie haben keines.',
  requirement: 'Anmeldung in zwei Schritten verlangen',
  requirementHint:
    'Wer sie nicht eingerichtet hat, hat in {organization} keine Rolle, und persönliche Tokens werden dort abgelehnt, bis das geschehen ist.',
  requirementFirst:
    'Richten Sie die Anmeldung in zwei Schritten zuerst für sich selbst ein, auf Ihrer Kontoseite.',
  requireTitle: 'Von allen in {organization} die Anmeldung in zwei Schritten verlangen?',
  requireConsequence:
    'Mitglieder, die sie nicht eingerichtet haben, verlieren sofort den Zugriff, bis sie es tun. Ihre Arbeit bleibt.',
  requireAction: 'Verlangen',
};
