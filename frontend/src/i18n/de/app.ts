import type { German } from '../catalogue';
import type { app as en } from '../en/app';

export const app: German<typeof en> = {
  home: 'Stipple: alle Projekte',
  pages: 'Seiten',
  projects: 'Projekte',
  team: 'Team',
  models: 'Modelle',

  yourAccount: 'Ihr Konto',
  account: 'Konto',
  apiDocs: 'API-Dokumentation',
  appearance: 'Darstellung',
  system: 'System',
  light: 'Hell',
  dark: 'Dunkel',
  language: 'Sprache',
  logOut: 'Abmelden',

  notFoundTitle: 'Nicht gefunden oder kein Zugriff',
  notFound:
    'Diese Seite gibt es nicht, oder Ihr Konto darf sie nicht sehen. Wenn Ihnen jemand den Link geschickt hat, bitten Sie darum, in das Team aufgenommen zu werden.',
  crashTitle: 'Etwas ist schiefgegangen',
  crashUnknown: 'Die Seite konnte nicht angezeigt werden.',
  crashAdvice: 'Was gespeichert wurde, ist sicher; meist hilft es, die Seite neu zu laden.',
  reload: 'Seite neu laden',
  allProjects: 'Alle Projekte',

  close: 'Schließen',
  showPassword: 'Passwort zeigen oder verbergen',

  loading: 'Wird geladen',
  loadingMore: 'Weitere werden geladen',
  loadingEditor: 'Der Editor wird geladen',
  loadingPage: 'Die Seite wird geladen',
  loadingModel: 'Das Modell wird geladen',
};
