/** The texts that a chat shows, besides the error messages of the web methods. */
export interface ChatTexts {
  /** Name of the person on the page, beside their messages. */
  readonly me: string;
  /** Name of the business, beside its messages. */
  readonly business: string;
  /** The first read is in progress. */
  readonly loading: string;
  /** The conversation has no messages yet. */
  readonly empty: string;
  /** A read failed; it is repeated. */
  readonly loadFailed: string;
  /** The connection is lost; the messages read so far stay. */
  readonly disconnected: string;
  /** Beside an outgoing message: another one is being sent first. */
  readonly waiting: string;
  readonly sending: string;
  /** Beside an outgoing message: it is being sent again, because its outcome is unknown. */
  readonly checking: string;
  readonly sent: string;
  readonly failed: string;
  /** After the reason why a message was not sent, where the send button sends it again. */
  readonly retry: string;
  /** Files were chosen; `{names}` stands for their names. */
  readonly attached: string;
  readonly uploading: string;
  readonly uploadFailed: string;
  /** A site owner in preview. */
  readonly preview: string;
}

/** The texts of a chat, by language. */
export const CHAT_TEXTS: Readonly<Record<'en' | 'de', ChatTexts>> = {
  en: {
    me: 'You',
    business: 'Us',
    loading: 'Loading messages…',
    empty: 'No messages yet. Write the first one.',
    loadFailed: 'Messages could not be loaded. Trying again…',
    disconnected: 'Connection lost. Reconnecting…',
    waiting: 'Waiting',
    sending: 'Sending…',
    checking: 'Confirming…',
    sent: 'Sent',
    failed: 'Not sent',
    retry: 'Select Send to try again.',
    attached: 'Attached: {names}',
    uploading: 'Uploading…',
    uploadFailed: 'Your file could not be uploaded. Please choose a different one.',
    preview: 'Preview: messages are not sent, and no conversation is shown.',
  },
  de: {
    me: 'Sie',
    business: 'Wir',
    loading: 'Nachrichten werden geladen…',
    empty: 'Noch keine Nachrichten. Schreiben Sie die erste.',
    loadFailed: 'Die Nachrichten konnten nicht geladen werden. Neuer Versuch…',
    disconnected: 'Verbindung unterbrochen. Sie wird wiederhergestellt…',
    waiting: 'Wartet',
    sending: 'Wird gesendet…',
    checking: 'Wird geprüft…',
    sent: 'Gesendet',
    failed: 'Nicht gesendet',
    retry: 'Wählen Sie Senden, um es erneut zu versuchen.',
    attached: 'Angehängt: {names}',
    uploading: 'Wird hochgeladen…',
    uploadFailed: 'Ihre Datei konnte nicht hochgeladen werden. Bitte wählen Sie eine andere.',
    preview: 'Vorschau: Nachrichten werden nicht gesendet, und keine Unterhaltung wird gezeigt.',
  },
};
