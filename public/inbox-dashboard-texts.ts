import type { NewMessagesTexts } from 'public/inbox-new-messages';
import type { RecentEvent } from 'public/inbox-shapes';

/** The texts that a dashboard shows, besides the error messages of the web methods. */
export interface DashboardTexts extends NewMessagesTexts {
  /** Names of events by their kind, and of messages by their direction. */
  readonly kinds: Readonly<
    Record<Exclude<RecentEvent['kind'], 'message'> | 'received' | 'sent', string>
  >;
  /** Name of the business, next to its messages. */
  readonly business: string;
  /** Name of a participant without a name. */
  readonly visitor: string;
  /** Next to an event of a participant that the user has not seen. */
  readonly unread: string;
  /** Next to a message that the participant cannot see. */
  readonly hidden: string;
  /** Shown if there are no events. */
  readonly noActivity: string;
  readonly loading: string;
  /** Shown if a web method failed: the user may not be an Admin, or offline. */
  readonly loadFailed: string;
  /** Shown if the site cannot tell when someone logs in or out. */
  readonly loginNotSeen: string;
  /** Shown if no one is logged in. */
  readonly loginRequired: string;
  /** Shown if the search has no results. */
  readonly noResults: string;
  readonly sending: string;
  /** Shown while the reply is sent again, because it may not have arrived. */
  readonly checking: string;
  /** Shown while the reply waits because too many messages were sent; `{time}` is replaced by the time to wait. */
  readonly limited: string;
  readonly sent: string;
  /** Names of the channels of a reply. `''`: the channel of the settings. */
  readonly channels: Readonly<Record<'' | 'CHAT' | 'EMAIL' | 'SMS', string>>;
}

/** The texts of a dashboard, by language. */
export const DASHBOARD_TEXTS: Readonly<Record<'en' | 'de', DashboardTexts>> = {
  en: {
    kinds: {
      received: 'Message received',
      sent: 'Message sent',
      form: 'Form submitted',
      like: 'Blog post liked',
      contact: 'New contact',
      button: 'Button clicked',
      merged: 'Conversations merged',
    },
    business: 'Us',
    visitor: 'Visitor',
    unread: 'New',
    newMessage: '1 new message',
    newMessages: '{count} new messages',
    hidden: 'only visible to the business',
    noActivity: 'No activity yet.',
    loading: 'Loading…',
    loadFailed: 'This could not be loaded. Only site admins can view it.',
    loginNotSeen: 'Reload this page after you log in or out.',
    loginRequired: 'Log in as a site admin to see recent activity.',
    noResults: 'No people found.',
    sending: 'Sending your reply…',
    checking: 'Confirming that your reply arrived…',
    limited: 'You sent many messages. Your reply will be sent in {time}.',
    sent: 'Reply sent.',
    channels: { '': 'Default channel', CHAT: 'Chat', EMAIL: 'Email', SMS: 'SMS' },
  },
  de: {
    kinds: {
      received: 'Nachricht erhalten',
      sent: 'Nachricht gesendet',
      form: 'Formular gesendet',
      like: 'Blogbeitrag mit „Gefällt mir“ markiert',
      contact: 'Neuer Kontakt',
      button: 'Button geklickt',
      merged: 'Unterhaltungen zusammengeführt',
    },
    business: 'Wir',
    visitor: 'Besucher',
    unread: 'Neu',
    newMessage: '1 neue Nachricht',
    newMessages: '{count} neue Nachrichten',
    hidden: 'nur für das Unternehmen sichtbar',
    noActivity: 'Noch keine Aktivität.',
    loading: 'Wird geladen…',
    loadFailed: 'Das konnte nicht geladen werden. Nur Admins der Website haben Zugriff.',
    loginNotSeen: 'Laden Sie diese Seite neu, nachdem Sie sich an- oder abgemeldet haben.',
    loginRequired: 'Melden Sie sich als Admin der Website an, um die letzten Aktivitäten zu sehen.',
    noResults: 'Keine Personen gefunden.',
    sending: 'Ihre Antwort wird gesendet…',
    checking: 'Wir prüfen, ob Ihre Antwort angekommen ist…',
    limited: 'Sie haben viele Nachrichten gesendet. Ihre Antwort wird in {time} gesendet.',
    sent: 'Antwort gesendet.',
    channels: { '': 'Standardkanal', CHAT: 'Chat', EMAIL: 'E-Mail', SMS: 'SMS' },
  },
};
