import type { German } from '../catalogue';
import type { problems as en } from '../en/problems';

export const problems: German<typeof en> = {
  offline: 'Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  'server-error':
    'Auf dem Server ist ein Fehler aufgetreten. Versuchen Sie es noch einmal; wenn er bleibt, wenden Sie sich an den Betreiber.',
  'not-logged-in': 'Sie sind nicht angemeldet. Melden Sie sich an und versuchen Sie es noch einmal.',
  'bad-credentials': 'Name und Passwort passen nicht zusammen. Versuchen Sie es noch einmal.',
  'bad-token': 'Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.',
  'bad-code':
    'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten Ihrer App oder nehmen Sie einen Wiederherstellungscode.',
  'mfa-required': 'Jetzt der Code Ihrer Authenticator-App oder ein Wiederherstellungscode.',
  'mfa-setup-required':
    'Dieses Team verlangt die Anmeldung in zwei Schritten. Richten Sie sie auf Ihrer Kontoseite ein; Ihre Rolle wartet darauf.',
  'login-expired': 'Der erste Schritt dieser Anmeldung ist zu lange her. Beginnen Sie noch einmal.',
  'password-login-off':
    'Hier melden sich nur Superuser mit einem Passwort an. Nutzen Sie das Single Sign-on.',
  'sso-unavailable':
    'Das Single Sign-on antwortet nicht. Versuchen Sie es gleich noch einmal; wenn es so bleibt, wenden Sie sich an den Betreiber.',
  'last-way-in':
    'Das ist Ihr einziger Zugang. Besorgen Sie sich zuerst ein Passwort: Melden Sie sich ab und wählen Sie „Passwort vergessen?“.',
  'sso-cancelled':
    'Sie haben die Anmeldung dort abgebrochen. Versuchen Sie es noch einmal oder melden Sie sich anders an.',
  'sso-stale':
    'Diese Anmeldung wurde in einem anderen Fenster oder vor zu langer Zeit begonnen. Beginnen Sie hier noch einmal.',
  'sso-failed':
    'Das Single Sign-on hat nicht funktioniert. Versuchen Sie es noch einmal; wenn es so bleibt, wenden Sie sich an den Betreiber.',
  'sso-unverified':
    'Hier gibt es ein Konto mit Ihrer E-Mail-Adresse, aber Ihr Single Sign-on hat die Adresse nicht bestätigt. Melden Sie sich mit Ihrem Passwort an und verbinden Sie das Single Sign-on auf Ihrer Kontoseite.',
  'sso-connect-first':
    'Das Konto mit Ihrer E-Mail-Adresse wird nicht allein über die Adresse verbunden: Es gehört einem Operator, oder mit ihm ist schon jemand verbunden. Melden Sie sich dort an und verbinden Sie das Single Sign-on auf der Kontoseite; geht das nicht, wählen Sie „Passwort vergessen?“. Kommt keine Nachricht, wenden Sie sich an den Betreiber.',
  'sso-inactive': 'Dieses Konto ist abgeschaltet. Wenden Sie sich an den Betreiber.',
  'sso-taken':
    'Jenes Konto ist hier mit jemand anderem verbunden. Melden Sie sich damit an oder wählen Sie ein anderes.',
  'operators-only': 'Diese Seiten sind für Operatoren. Melden Sie sich als einer an.',
  csrf: 'Die Seite ist zu alt, um das zu senden. Laden Sie sie neu und versuchen Sie es noch einmal.',
  forbidden: 'Ihre Rolle erlaubt das nicht.',
  'role-too-low': 'Ihre Rolle erlaubt das nicht. Fragen Sie einen Eigentümer oder Manager des Teams.',
  'scope-too-low': 'Dieses Token darf das nicht. Erstellen Sie eines, das mehr darf.',
  'bad-invitation': 'Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.',
  'invited-another':
    'Diese Einladung ging an eine andere Adresse. Melden Sie sich mit dem Konto dieser Adresse an, oder bitten Sie um eine andere Einladung.',
  'joined-before':
    'Sie sind mit dieser Einladung schon einmal beigetreten und nicht mehr im Team. Bitten Sie einen Eigentümer oder Manager um eine neue.',
  'member-already':
    'Sie sind schon in diesem Team; die Einladung ändert Ihre Rolle nicht. Bitten Sie einen Eigentümer oder Manager um eine andere.',
  'not-found': 'Das gibt es nicht, oder Sie haben keinen Zugriff darauf.',
  'too-large': 'Die Datei ist zu groß für diesen Server.',
  'upload-busy': 'Eine andere Anfrage schreibt noch an dieser Übertragung. Gleich geht es weiter.',
  'upload-gone': 'Die Zeit dieser Übertragung ist um. Wählen Sie die Datei noch einmal.',
  'wrong-offset': 'Der Server hat einen anderen Teil der Datei als erwartet. Es geht von selbst weiter.',
  'checksum-mismatch': 'Ein Teil der Datei wurde unterwegs beschädigt. Er wird noch einmal gesendet.',
  'unsupported-version': 'Server und Seite verstehen sich nicht. Laden Sie die Seite neu.',
  'disk-full':
    'Die Platte des Servers ist voll. Was ankam, bleibt; sagen Sie es denen, die Stipple betreiben.',
  'rate-limited': 'Zu viele Anfragen. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  'last-owner': 'Ein Team braucht einen Eigentümer. Machen Sie zuerst jemand anderen zum Eigentümer.',
  'model-in-use':
    'Das Modell wird noch benutzt. Geben Sie den betreffenden Projekten und unfertigen Bildern zuerst ein anderes.',
  'result-expired':
    'Das Ergebnis wurde eine Woche aufbewahrt und ist nicht mehr da. Starten Sie den Vorgang noch einmal.',
  'worker-lost':
    'Der Worker ist dabei mehrmals abgestürzt, vielleicht aus Speichermangel. Wenden Sie sich an den Betreiber.',

  'image-not-ready': 'Dieses Bild wird noch verarbeitet. Versuchen Sie es gleich noch einmal.',
  'object-locked': 'Das Objekt ist gesperrt. Entsperren Sie es zuerst.',
  'object-leased':
    'An diesem Objekt arbeitet jemand anders. Übernehmen Sie es (Umschalt + T), oder warten Sie einen Moment.',
  'nothing-to-undo': 'In diesem Bild gibt es von Ihnen nichts mehr rückgängig zu machen.',
  'nothing-to-redo': 'In diesem Bild gibt es von Ihnen nichts zu wiederholen.',
  'undo-refused':
    'Dieser Schritt lässt sich nicht zurücknehmen: Seitdem hat jemand das Objekt bearbeitet oder gesperrt.',
  'outside-image': 'Diese Stelle liegt außerhalb des Bildes.',
  'unknown-object':
    'Dieses Objekt gibt es im Bild nicht mehr. Laden Sie die Seite neu, oder beginnen Sie ein neues Objekt.',
  'unknown-label': 'Dieses Label gehört nicht mehr zum Projekt. Laden Sie die Seite neu.',
  'worker-unavailable':
    'Das Modell konnte nicht antworten. Der Klick ist gespeichert und bekommt seine Maske, sobald ein Worker antwortet.',
  'model-unavailable':
    'Kein laufender Worker hat dieses Modell. Klicks werden gespeichert und bekommen ihre Masken, sobald einer es hat.',
  'out-of-memory':
    'Das Modell passt mit diesem Bild nicht in den Speicher des Workers. Der Klick ist gespeichert; wählen Sie für dieses Bild ein kleineres Modell.',

  'no-answer': 'Der Server hat zu dieser Datei nichts geantwortet.',
  'empty-file': 'Die Datei ist leer. Kopieren Sie sie noch einmal.',
  truncated:
    'Die Datei endet zu früh und enthält nur einen Teil des Bildes. Kopieren oder laden Sie sie noch einmal.',
  'cannot-decode': 'Das Bild ist beschädigt. Speichern Sie es neu.',
  'too-many-pixels':
    'Das Bild hat mehr Pixel, als dieser Server annimmt. Verkleinern Sie es, oder zerlegen Sie es in Teile.',
  'unsupported-type':
    'Diese Art von Bild wird nicht angenommen. Wandeln Sie es in JPEG, PNG, WebP oder TIFF um.',
  svg: 'SVG ist eine Zeichnung und besteht nicht aus Pixeln. Exportieren Sie sie als PNG.',
  html: 'Das ist eine Webseite und kein Bild. Speichern Sie das Bild selbst.',
  'not-an-image': 'Der Inhalt ist kein Bild, wie auch immer die Datei heißt.',
  'processing-failed':
    'Das Bild konnte nicht verarbeitet werden; vielleicht braucht es mehr Speicher, als der Server hat. Verkleinern Sie es, und laden Sie es noch einmal hoch.',
  'file-missing': 'Die Datei dieses Bildes fehlt auf dem Server. Laden Sie sie noch einmal hoch.',
};
