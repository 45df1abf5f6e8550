import type { InboxSettings } from 'backend/inbox/settings';
import { inboxForms } from 'public/inbox-forms';

/** The Velo backend's own app id: the source of contacts that the site's code made (assumed). */
const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';

/**
 * What this site says, accepts and sends. Yours to change: an upgrade never overwrites this file.
 * The forms stand in `public/inbox-forms.ts`, because the page checks by them too.
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
    postLiked: { en: 'Liked the blog post {postId}', de: 'Mag den Blogbeitrag {postId}' },
    addressNotVerified: {
      en: 'Address typed, not verified',
      de: 'Adresse eingetippt, nicht geprüft',
    },
  },

  resolvers: ['token-info', 'current-member'],
  contacts: 'reconcile',
  thankContactsFrom: [VELO_APP_ID],

  notifications: {
    form: 'always',
    chat: 'quiet-hour',
    activity: 'never',
    like: 'never',
    thanks: 'never',
    business: 'always',
  },

  // Wix has announced ids for these names, without saying which: put them here once it does.
  channels: { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },

  realtime: 'wix-realtime-backend',
  // What a template's buttons do, by interaction id: a handler may answer a message. For example
  // `'opening-hours': () => ({ basic: { items: [{ text: 'Monday to Friday, 9 to 17.' }] } })`.
  buttons: {},
  // The site's own code, asked before a message leaves (`beforeSend`) or told of one.
  hooks: {},

  sendLog: 'memory',

  limits: {
    callMs: 4_000,
    sendWithinMs: 5_000,
    keys: 50_000,
    keyMs: 48 * 60 * 60 * 1000,
  },
} as const satisfies InboxSettings;
