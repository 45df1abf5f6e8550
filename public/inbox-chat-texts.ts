/** The texts that a chat shows, besides the error messages of the web methods. */
export interface ChatTexts {
  /** Name of the user, next to their messages. */
  readonly me: string;
  /** Name of the business, next to its messages. */
  readonly business: string;
  /** Shown while the conversation is loaded for the first time. */
  readonly loading: string;
  /** Shown if the conversation has no messages. */
  readonly empty: string;
  /** Shown if loading failed; it is repeated. */
  readonly loadFailed: string;
  /** Shown while the connection is lost. */
  readonly disconnected: string;
  /** Next to a message that waits for another one. */
  readonly waiting: string;
  readonly sending: string;
  /** Next to a message that is sent again, because the outcome of the first try is unknown. */
  readonly checking: string;
  readonly sent: string;
  readonly failed: string;
  /** Appended to the error if the message can be retried. */
  readonly retry: string;
  /** Shown if files were chosen; `{names}` is replaced by their names. */
  readonly attached: string;
  readonly uploading: string;
  readonly uploadFailed: string;
  /** Shown to a site owner in preview. */
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
