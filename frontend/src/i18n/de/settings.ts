import type { German } from '../catalogue';
import type { settings as en } from '../en/settings';

export const settings: German<typeof en> = {
  title: 'Einstellungen',
  general: 'Allgemein',
  labels: 'Labels',
  members: 'Mitglieder',
  access: 'Zugang',
  private: 'Privates Projekt',
  privateHint:
    'Nur wer eine Rolle für dieses Projekt hat, sieht es, und die Eigentümer und Manager des Teams.',
  privateTitle: 'Dieses Projekt privat machen?',
  privateConsequence:
    'Wer keine Rolle für dieses Projekt hat, sieht es sofort nicht mehr; zugewiesene Bilder gehen zurück in die Warteschlange. Die bisherige Arbeit bleibt. Sie können einzeln wieder Zugang geben.',
  privateAction: 'Privat machen',
  roleInTeam: 'Rolle im Team',
  roleHere: 'Rolle in diesem Projekt',
  asInTeam: 'Wie im Team: {role}',
  noAccess: 'Kein Zugang',
  everywhere: 'im ganzen Team',
  hereAlone: 'in diesem Projekt',
  letIn: 'Personen aus dem Team hereinlassen',
  lowerTitle: '{name} das Annotieren in diesem Projekt entziehen?',
  lowerConsequence:
    'Bilder und Stapel dieses Projekts, die {name} zugewiesen sind, gehen zurück in die Warteschlange. Was gemacht wurde, bleibt unter diesem Namen.',
  lowerAction: 'Rolle ändern',
  toTeam: 'Das Team: Personen, Einladungen und Gruppen',
  danger: 'Gefahrenzone',
  projectSaved: 'Das Projekt ist gespeichert.',
  overlap: 'Objekte dürfen überlappen',
  overlapHint:
    'Ein Objekt nimmt den anderen dann nichts weg: Was zuletzt gezeichnet wurde, liegt oben, und die Reihenfolge lässt sich im Editor ändern. Ausgeschaltet gehört jedes Pixel höchstens einem Objekt. Vorhandene Masken bleiben, bis jemand an ihnen arbeitet.',

  model: 'Modell',
  modelHint:
    'Beantwortet die Klicks auf Bildern, die noch niemand begonnen hat. Begonnene Bilder behalten ihr Modell, damit sich Masken niemandem unter den Händen verschieben; im Editor kann man einem Bild ein anderes Modell geben.',
  modelSaved: 'Neue Bilder dieses Projekts benutzen das gewählte Modell.',
  allModels: 'Alle Modelle, ihre Karten und Messwerte',
  cardAndFigures: 'Karte und Messwerte',
  notUsable: '{model} (zurzeit nicht benutzbar)',
  notInstalledChoice: '{model} (nicht installiert)',
  notInstalled:
    '„{model}“ ist hier nicht installiert. Wählen Sie ein anderes Modell, oder bitten Sie einen Administrator, es hinzuzufügen.',
  notComplete:
    '{model} ist nicht vollständig installiert. Wählen Sie ein anderes Modell, oder warten Sie, bis es bereit ist.',
  disabled:
    '{model} ist deaktiviert. Wählen Sie ein anderes Modell, oder bitten Sie einen Administrator, es zu aktivieren.',
  notServed:
    'Kein laufender Worker bedient {model}. Klicks werden gespeichert und bekommen ihre Masken, sobald es einer tut; bitten Sie den Betreiber, einen Worker damit zu starten.',

  addLabel: 'Label hinzufügen',
  labelsHint:
    'Wonach Annotatoren suchen. Einzeldinge (things) werden einzeln gezählt (ein Auto); Flächen (stuff) haben keine einzelnen Stücke (Himmel). Die Reihenfolge hier ist die im Editor.',
  noLabelsTitle: 'Noch keine Labels',
  noLabels:
    'Objekte lassen sich ohne Label anklicken und später benennen; mit einem Label und seiner Taste geht es schneller.',
  order: 'Reihenfolge',
  kind: 'Art',
  kindHint:
    'Ein Einzelding wird einzeln gezählt, wie ein Auto; eine Fläche hat keine einzelnen Stücke, wie Himmel.',
  hotkey: 'Taste',
  hotkeyHint:
    'Eine Ziffer von 1 bis 9, die dieses Label im Editor wählt. Ohne Angabe bekommt es eine freie Ziffer.',
  objects: 'Objekte',
  moveUp: '{label} nach oben',
  moveDown: '{label} nach unten',
  edit: '{label} bearbeiten',
  delete: '{label} löschen',
  editTitle: '„{label}“ bearbeiten',
  newLabel: 'Neues Label',
  color: 'Farbe',
  saveNew: 'Label hinzufügen',
  deleteTitle: 'Das Label „{label}“ löschen?',
  deleteAction: 'Label löschen',
  deleteUnused: 'Kein Objekt benutzt es. Das lässt sich nicht rückgängig machen.',
  badColor: 'Eine Farbe ist # und sechs hexadezimale Ziffern, wie #e6194b.',
  noName: 'Ein Label braucht einen Namen.',
  longName: 'Ein Name hat höchstens {longest} Zeichen; dieser hat {length}.',
  nameTaken: 'Das Projekt hat schon ein Label „{label}“.',
  badHotkey: 'Erlaubt ist eine Ziffer von 1 bis 9; Buchstaben sind Tasten des Editors.',
  hotkeyTaken: '„{label}“ hat diese Taste schon.',

  membersHint:
    'Wer dieses Projekt sieht, in welcher Rolle und warum. Eine Rolle für dieses Projekt gilt anstelle der Rolle im Team.',
  email: 'E-Mail',
  role: 'Rolle',
  roleOf: 'Rolle von {name}',
  roleIs: '{name} ist jetzt: {role}',
  you: '{name} (Sie)',
  remove: '{name} entfernen',
  removeTitle: '{name} entfernen?',
  removeAction: 'Entfernen',
  addSomebody: 'Jemanden hinzufügen',
  addPlaceholder: 'Benutzername oder E-Mail-Adresse',
  invitation: 'An eine Adresse ohne Konto geht eine Einladung per E-Mail.',
  added: '{name} ist jetzt Mitglied: {role}.',

  notYours: 'Nur Manager und Eigentümer dürfen ein Projekt löschen.',
  deleteProjectTitle: 'Dieses Projekt löschen',
  deleteProjectHint:
    '{images}, alle Annotationen samt Verlauf, {labels} und alle Exporte sind dann für alle weg. Das lässt sich nicht rückgängig machen: Exportieren Sie vorher, was Sie noch brauchen könnten.',
  typeName: 'Geben Sie zur Bestätigung den Namen „{project}“ ein',
  deleteProject: 'Projekt löschen',
  projectDeleted: '„{project}“ ist gelöscht.',
};
