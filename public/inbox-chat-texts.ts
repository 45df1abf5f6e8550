import type { NewMessagesTexts } from 'public/inbox-new-messages';
import type { SendTexts } from 'public/inbox-send-texts';

/** The texts that a chat shows, besides the error messages of the web methods. */
export interface ChatTexts extends SendTexts, NewMessagesTexts {
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
  /** Next to a message that is sent again, because it may not have arrived. */
  readonly checking: string;
  readonly sent: string;
  /** Before the reason, next to a message that was not sent. */
  readonly failed: string;
  /** Next to a message that may have arrived. Sent again, it does not arrive twice. */
  readonly unconfirmed: string;
  /** Next to a message that may have arrived. Sent again, it can arrive twice. */
  readonly unclear: string;
  /** Label of the button next to a message that was not sent, or may not have been. */
  readonly sendAgain: string;
  /** Label of the button next to a message that has to be changed first. It moves the text into the input. */
  readonly edit: string;
  /** Appended to the error in the status if the message can be retried. */
  readonly retry: string;
  /** Shown if files were chosen; `{names}` is replaced by their names. */
  readonly attached: string;
  /** Label of the button that removes a chosen file. */
  readonly removeFile: string;
  /** Shown if few characters are left; `{count}` is replaced by their number. */
  readonly charactersLeft: string;
  /** Next to a message whose files are being uploaded. */
  readonly uploading: string;
  readonly uploadFailed: string;
  /** Shown if the page was left before the files of a message were uploaded. Its text is in the input. */
  readonly uploadLost: string;
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
    unconfirmed: 'Not confirmed',
    unclear: 'May not have arrived',
    limited: 'Too many messages. Will be sent in {time}.',
    sendAgain: 'Send again',
    newMessage: '1 new message',
    newMessages: '{count} new messages',
    edit: 'Edit',
    confirmationFailed: 'Your message was not confirmed. Send it again: it will not arrive twice.',
    outcomeUnclear: 'Your message may or may not have arrived. Send it again if you get no reply.',
    captcha: 'Please confirm that you are human. Your message is then sent.',
    tooMany: 'You sent many messages. Please send this one in {time}.',
    retry: 'You can send it again.',
    attached: 'Attached: {names}',
    removeFile: 'Remove',
    charactersLeft: '{count} characters left',
    uploading: 'Uploading…',
    uploadFailed: 'Your file could not be uploaded. Please choose a different one.',
    uploadLost: 'Your file was not uploaded. Please choose it again.',
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
    unconfirmed: 'Nicht bestätigt',
    unclear: 'Vielleicht nicht angekommen',
    limited: 'Zu viele Nachrichten. Wird in {time} gesendet.',
    sendAgain: 'Erneut senden',
    newMessage: '1 neue Nachricht',
    newMessages: '{count} neue Nachrichten',
    edit: 'Bearbeiten',
    confirmationFailed:
      'Ihre Nachricht wurde nicht bestätigt. Senden Sie sie erneut: Sie kommt nicht doppelt an.',
    outcomeUnclear:
      'Vielleicht ist Ihre Nachricht nicht angekommen. Senden Sie sie erneut, wenn keine Antwort kommt.',
    captcha: 'Bitte bestätigen Sie, dass Sie ein Mensch sind. Ihre Nachricht wird dann gesendet.',
    tooMany: 'Sie haben viele Nachrichten gesendet. Bitte senden Sie diese in {time}.',
    retry: 'Sie können sie erneut senden.',
    attached: 'Angehängt: {names}',
    removeFile: 'Entfernen',
    charactersLeft: 'Noch {count} Zeichen',
    uploading: 'Wird hochgeladen…',
    uploadFailed: 'Ihre Datei konnte nicht hochgeladen werden. Bitte wählen Sie eine andere.',
    uploadLost: 'Ihre Datei wurde nicht hochgeladen. Bitte wählen Sie sie erneut.',
    preview: 'Vorschau: Nachrichten werden nicht gesendet, und keine Unterhaltung wird gezeigt.',
  },
};

/** Returns the texts of a language tag (`en`, `de-AT`); English if there are none. */
export function toChatTexts(language: string): ChatTexts {
  return language.split('-')[0] === 'de' ? CHAT_TEXTS.de : CHAT_TEXTS.en;
}
