import type { RecentEvent } from 'public/inbox-shapes';

/** The texts that a dashboard shows, besides the error messages of the web methods. */
export interface DashboardTexts {
  /** Names of events by their kind, and of messages by their direction. */
  readonly kinds: Readonly<
    Record<Exclude<RecentEvent['kind'], 'message'> | 'received' | 'sent', string>
  >;
  /** Name of the business, beside its messages. */
  readonly business: string;
  /** Name of a participant whom Inbox shows without a name. */
  readonly visitor: string;
  /** Beside a message that the participant cannot see. */
  readonly hidden: string;
  /** There are no events yet. */
  readonly noActivity: string;
  readonly loading: string;
  /** A web method failed: the person may be no Admin, or offline. */
  readonly loadFailed: string;
  /** No one is logged in. */
  readonly loginRequired: string;
  /** The search found no one. */
  readonly noResults: string;
  readonly sending: string;
  /** The reply is being sent again, because it is unknown whether it arrived. */
  readonly checking: string;
  readonly sent: string;
  /** Names of the channels of a reply; `''` leaves the choice to Inbox. */
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
    hidden: 'visible only to you',
    noActivity: 'No activity yet.',
    loading: 'Loading…',
    loadFailed: 'This could not be loaded. Only the site owner can view it.',
    loginRequired: 'Log in as the site owner to see recent activity.',
    noResults: 'No people found.',
    sending: 'Sending your reply…',
    checking: 'Confirming that your reply arrived…',
    sent: 'Reply sent.',
    channels: { '': 'Same as Inbox', CHAT: 'Chat', EMAIL: 'E-mail', SMS: 'SMS' },
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
    visitor: 'Gast',
    hidden: 'nur für Sie sichtbar',
    noActivity: 'Noch keine Aktivität.',
    loading: 'Wird geladen…',
    loadFailed: 'Das konnte nicht geladen werden. Nur wer die Website besitzt, hat Zugriff.',
    loginRequired: 'Melden Sie sich an, um die letzten Aktivitäten zu sehen.',
    noResults: 'Keine Personen gefunden.',
    sending: 'Ihre Antwort wird gesendet…',
    checking: 'Wir prüfen, ob Ihre Antwort angekommen ist…',
    sent: 'Antwort gesendet.',
    channels: { '': 'Wie in Inbox', CHAT: 'Chat', EMAIL: 'E-Mail', SMS: 'SMS' },
  },
};
