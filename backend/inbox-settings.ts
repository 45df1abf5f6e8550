import { defineInboxSettings } from 'backend/inbox/settings';

/**
 * The settings of this site: only what differs from the defaults. Upgrades do not overwrite this file. Forms are declared
 * in `public/inbox-forms.ts`, because pages check them too.
 */
export const settings = defineInboxSettings({
  activities: {
    'asked-for-a-call': {
      text: { en: 'Asked to be called back', de: 'Bittet um einen Rückruf' },
    },
    'viewed-prices': { text: { en: 'Looked at the prices', de: 'Hat die Preise angesehen' } },
  },
});
