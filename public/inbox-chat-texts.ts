/** What a chat says, besides the texts of the web methods' answers. */
export interface ChatTexts {
  /** Who wrote a message. */
  readonly me: string;
  readonly business: string;
  readonly reading: string;
  readonly empty: string;
  /** Nothing could be read; it is tried again. */
  readonly notRead: string;
  /** The connection is lost; what was read stays. */
  readonly lost: string;
  /** Beside a message that is on its way, by what became of it. */
  readonly waiting: string;
  readonly sending: string;
  readonly checking: string;
  readonly sent: string;
  readonly failed: string;
  /** After the reason why a message was not sent, when the next press of the button sends it again. */
  readonly again: string;
  /** Files that go with the next message; `{names}`. */
  readonly attached: string;
  readonly uploading: string;
  readonly notUploaded: string;
  /** A site owner in preview. */
  readonly preview: string;
}

/** What a chat says, by language. */
export const CHAT_TEXTS: Readonly<Record<'en' | 'de', ChatTexts>> = {
  en: {
    me: 'You',
    business: 'Us',
    reading: 'One moment…',
    empty: 'Nothing here yet. Write the first message.',
    notRead: 'The conversation could not be read. We keep trying.',
    lost: 'The connection is lost. We keep trying.',
    waiting: 'Waiting',
    sending: 'Sending…',
    checking: 'Still checking…',
    sent: 'Sent',
    failed: 'Not sent',
    again: 'Press Send to try again.',
    attached: 'Goes with your message: {names}',
    uploading: 'Your file is on its way…',
    notUploaded: 'Your file could not be sent. Please try another one.',
    preview: "Preview: nothing is sent, and nobody's conversation is shown.",
  },
  de: {
    me: 'Sie',
    business: 'Wir',
    reading: 'Einen Moment…',
    empty: 'Noch nichts hier. Schreiben Sie die erste Nachricht.',
    notRead: 'Die Unterhaltung ließ sich nicht lesen. Wir versuchen es weiter.',
    lost: 'Die Verbindung ist weg. Wir versuchen es weiter.',
    waiting: 'Wartet',
    sending: 'Wird gesendet…',
    checking: 'Wird noch geprüft…',
    sent: 'Gesendet',
    failed: 'Nicht gesendet',
    again: 'Drücken Sie noch einmal auf Senden.',
    attached: 'Geht mit Ihrer Nachricht: {names}',
    uploading: 'Ihre Datei ist unterwegs…',
    notUploaded: 'Ihre Datei ließ sich nicht senden. Bitte versuchen Sie eine andere.',
    preview: 'Vorschau: Es wird nichts gesendet und keine Unterhaltung gezeigt.',
  },
};
