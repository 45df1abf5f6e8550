import type { InboxSettings } from 'backend/inbox/settings';
import { inboxForms } from 'public/inbox-forms';

/** The app id that Wix records for contacts created by Velo code (assumed). */
const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';

/**
 * The settings of this site. Edit this file; upgrades do not overwrite it. Forms are declared in
 * `public/inbox-forms.ts`, because pages validate them too.
 */
export const settings = {
  language: 'en',
  forms: inboxForms,

  activities: {
    'asked-for-a-call': {
      text: { en: 'Asked to be called back', de: 'Bittet um einen Rückruf' },
    },
    'viewed-prices': { text: { en: 'Looked at the prices', de: 'Hat die Preise angesehen' } },
  },

  texts: {
    thankYou: {
      en: 'Thank you for your message. We will get back to you soon.',
      de: 'Vielen Dank für Ihre Nachricht. Wir melden uns bald.',
    },
    postLiked: { en: 'Liked the blog post “{title}”', de: 'Mag den Blogbeitrag „{title}“' },
    addressNotVerified: {
      en: 'Address typed, not verified',
      de: 'Adresse eingetippt, nicht geprüft',
    },
  },

  resolvers: ['token-info', 'current-member'],
  contacts: 'reconcile',
  formTicket: 'optional',
  // `checkInbox` shows which sources the newest contacts of the site have.
  thankContactsFrom: [VELO_APP_ID, 'WIX_CODE'],

  notifications: {
    form: 'always',
    chat: 'quiet-hour',
    activity: 'never',
    like: 'never',
    thanks: 'never',
    business: 'always',
  },

  // Wix has announced ids that replace these names, but has not published them yet.
  channels: { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },

  realtime: 'wix-realtime-backend',
  // The handlers of template buttons, by interaction id. A handler may return a message. For example
  // `'opening-hours': () => ({ basic: { items: [{ text: 'Monday to Friday, 9 to 17.' }] } })`.
  buttons: {},
  // Functions that are called before a message is sent (`beforeSend`) or after (`onForm`, `onMessage`).
  hooks: {},

  // `setUpInbox` creates the collection. With 'memory', a retry in another of Wix's containers can send twice.
  sendLog: 'collection',

  limits: {
    callMs: 4_000,
    sendWithinMs: 5_000,
    messages: {
      visitorForm: [
        { messages: 3, minutes: 10 },
        { messages: 20, minutes: 24 * 60 },
      ],
      visitorChat: [{ messages: 20, minutes: 5 }],
      member: [{ messages: 60, minutes: 10 }],
    },
    // One message of a visitor is about 8 calls to Wix, so 90 in 10 minutes are about 72 calls a minute. Wix documents
    // 200 calls a minute for apps, and no number for a site's code. `visitors`: chat, and forms without a ticket.
    site: {
      visitors: { messages: 30, minutes: 10 },
      visitorsWithTicket: { messages: 60, minutes: 10 },
      members: { messages: 150, minutes: 10 },
      notifications: { messages: 20, minutes: 60 },
      thanks: { messages: 20, minutes: 60 },
      likes: { messages: 60, minutes: 60 },
    },
  },
} as const satisfies InboxSettings;
