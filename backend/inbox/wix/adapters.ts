import { createWixBlog } from 'backend/inbox/wix/blog';
import type { WixCalls } from 'backend/inbox/wix/calls';
import { createWixContacts } from 'backend/inbox/wix/contacts';
import { createWixData } from 'backend/inbox/wix/data';
import { createWixInbox } from 'backend/inbox/wix/inbox';
import type { Wix } from 'backend/inbox/wix/port';
import { createWixSecrets } from 'backend/inbox/wix/secrets';
import { createWixSendLog } from 'backend/inbox/wix/send-log';
import { createWixSession } from 'backend/inbox/wix/session';
import { createWixSetUp } from 'backend/inbox/wix/set-up';

/**
 * Creates the port with Wix's packages, without what needs Velo on a site: Realtime, which the settings select, and
 * CAPTCHA.
 */
export function createWixAdapters(calls: WixCalls): Omit<Wix, 'publish' | 'authorizeCaptcha'> {
  return {
    ...createWixSession(calls),
    ...createWixInbox(calls),
    ...createWixContacts(calls),
    ...createWixBlog(calls),
    ...createWixData(calls),
    ...createWixSendLog(calls),
    ...createWixSecrets(calls),
    ...createWixSetUp(calls),
  };
}
