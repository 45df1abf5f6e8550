import { defineInboxSettings } from 'backend/inbox/settings';

/** The settings of this program. Forms are declared in `public/inbox-forms.ts`. */
export const settings = defineInboxSettings({
  // Pages outside of Wix poll: they cannot subscribe to Realtime.
  realtime: 'off',
  thankContactsFrom: ['WIX_FORMS'],
});
