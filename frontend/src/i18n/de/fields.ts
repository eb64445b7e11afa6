import type { German } from '../catalogue';
import type { fields as en } from '../en/fields';

export const fields: German<typeof en> = {
  name: 'Name',
  requires_mfa: 'Anmeldung in zwei Schritten für alle',
  people: 'Personen',
  priority: 'Priorität',
  assignee: 'Person',
  group: 'Gruppe',
  description: 'Beschreibung',
  guidelines: 'Richtlinien',
  model: 'Modell',
  overlap: 'überlappende Objekte',
  replicas: 'Personen je Bild',
  gold_percent: 'Goldbilder in Prozent',
  lease_minutes: 'Minuten, bis ein Bild zurückgeht',
  is_private: 'privates Projekt',
  reject_reasons: 'Ablehnungsgründe',
};
