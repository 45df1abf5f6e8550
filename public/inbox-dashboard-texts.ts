import type { RecentEvent } from 'public/inbox-shapes';

/** What a dashboard says, besides the texts of the web methods' answers. */
export interface DashboardTexts {
  /** What happened, by its kind; a message by its direction. */
  readonly kinds: Readonly<
    Record<Exclude<RecentEvent['kind'], 'message'> | 'received' | 'answered', string>
  >;
  readonly business: string;
  /** A participant without a name. */
  readonly somebody: string;
  /** Beside a message that the participant cannot see. */
  readonly hidden: string;
  readonly nothing: string;
  readonly reading: string;
  readonly notRead: string;
  /** Nobody is logged in. */
  readonly notOwner: string;
  readonly nobody: string;
  readonly sending: string;
  readonly checking: string;
  readonly sent: string;
  /** Channels of an answer; the first takes the way that Inbox would. */
  readonly channels: Readonly<Record<'' | 'CHAT' | 'EMAIL' | 'SMS', string>>;
  readonly open: string;
}

/** What a dashboard says, by language. */
export const DASHBOARD_TEXTS: Readonly<Record<'en' | 'de', DashboardTexts>> = {
  en: {
    kinds: {
      received: 'Message received',
      answered: 'Message sent',
      form: 'Form received',
      like: 'Blog post liked',
      contact: 'New contact',
      button: 'Button pressed',
      merged: 'Conversations merged',
    },
    business: 'Us',
    somebody: 'Visitor',
    hidden: 'only you see this',
    nothing: 'Nothing has happened yet.',
    reading: 'One moment…',
    notRead: "This could not be read. Only the site's owner can read it.",
    notOwner: "Log in as the site's owner to see what happened.",
    nobody: 'Nobody was found.',
    sending: 'Your answer is on its way.',
    checking: 'Still checking that your answer arrived…',
    sent: 'Your answer is sent.',
    channels: { '': 'As Inbox does', CHAT: 'Chat', EMAIL: 'E-mail', SMS: 'SMS' },
    open: 'Open',
  },
  de: {
    kinds: {
      received: 'Nachricht erhalten',
      answered: 'Nachricht gesendet',
      form: 'Formular erhalten',
      like: 'Blogbeitrag gemocht',
      contact: 'Neuer Kontakt',
      button: 'Knopf gedrückt',
      merged: 'Unterhaltungen vereint',
    },
    business: 'Wir',
    somebody: 'Gast',
    hidden: 'nur für Sie sichtbar',
    nothing: 'Noch ist nichts passiert.',
    reading: 'Einen Moment…',
    notRead: 'Das ließ sich nicht lesen. Nur wer die Website besitzt, kann es lesen.',
    notOwner: 'Melden Sie sich an, um zu sehen, was passiert ist.',
    nobody: 'Niemand gefunden.',
    sending: 'Ihre Antwort ist unterwegs.',
    checking: 'Wir prüfen noch, ob Ihre Antwort angekommen ist…',
    sent: 'Ihre Antwort ist gesendet.',
    channels: { '': 'Wie Inbox', CHAT: 'Chat', EMAIL: 'E-Mail', SMS: 'SMS' },
    open: 'Öffnen',
  },
};
