import type { German } from '../catalogue';
import type { sourceReasons as en } from '../en/sourceReasons';

export const sourceReasons: German<typeof en> = {
  'wrong-key': 'Der Schlüssel wird nicht angenommen. Bitte neu kopieren.',
  'no-such-bucket': 'Diesen Bucket gibt es nicht. Ist er richtig geschrieben?',
  'no-permission':
    'Lesen ist nicht erlaubt. Dem Schlüssel oder dem Server das Recht zum Auflisten und Lesen geben.',
  'wrong-region': 'Der Bucket liegt in einer anderen Region. Mit der richtigen hinzufügen.',
  'wrong-clock': 'Die Uhr dieses Servers geht falsch.',
  unreachable: 'Der Server antwortet nicht. Stimmt die Adresse?',
  'host-not-allowed':
    'Dieser Server verbindet sich nicht mit dieser Adresse; wer ihn betreibt, kann sie erlauben.',
  'no-trust': 'Dem Zertifikat des Servers wird nicht vertraut.',
  'not-installed': 'Diesem Server fehlen Pakete für diese Cloud; wer ihn betreibt, installiert sie.',
  'credentials-lost': 'Die Zugangsdaten sind nicht mehr lesbar. Bitte erneut eingeben.',
  'no-such-folder': 'Der Ordner ist nicht da, oder ein Verweis führt hin. Ist das Laufwerk eingehängt?',
  'folder-not-allowed': 'Dieser Ordner ist nicht mehr erlaubt.',
  'not-readable': 'Viele Dateien nacheinander waren nicht lesbar.',
  'connection-lost': 'Die Verbindung brach immer wieder ab. Später noch einmal versuchen.',
  'disk-full': 'Das Laufwerk des Servers ist voll.',
  'sync-failed': 'Der Abgleich schlug fehl. Neu starten; hilft das nicht, Bescheid geben.',
};
