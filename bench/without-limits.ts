// Settings that let a benchmark send as often as it can.
import type { InboxSettings } from '../backend/inbox/settings.ts';

/** Returns the settings with `messages` in a minute for the site, and without limits for a person. */
export function withoutLimits(settings: InboxSettings, messages = 1_000_000): InboxSettings {
  const most = { messages, minutes: 1 };
  return {
    ...settings,
    limits: {
      ...settings.limits,
      messages: { visitorForm: [], visitorChat: [], member: [] },
      site: {
        visitors: most,
        visitorsWithTicket: most,
        visitorsWithCaptcha: most,
        members: most,
        notifications: most,
        thanks: most,
        likes: most,
      },
    },
  };
}
