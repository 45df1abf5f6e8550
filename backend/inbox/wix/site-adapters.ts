import { createWixAdapters } from 'backend/inbox/wix/adapters';
import { siteCalls } from 'backend/inbox/wix/calls';
import { wixCaptcha } from 'backend/inbox/wix/captcha';
import type { Wix } from 'backend/inbox/wix/port';
import { createWixRealtime } from 'backend/inbox/wix/realtime';

/** The port on a site, without Realtime, which the settings select. */
export const siteAdapters: Omit<Wix, 'publish'> = {
  ...createWixAdapters(siteCalls),
  ...wixCaptcha,
};

/** Publishes from the backend of a site with `@wix/realtime`. */
export const siteRealtime: Pick<Wix, 'publish'> = createWixRealtime(siteCalls);
