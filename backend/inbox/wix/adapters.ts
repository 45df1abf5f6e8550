import { wixBlog } from 'backend/inbox/wix/blog';
import { wixCaptcha } from 'backend/inbox/wix/captcha';
import { wixContacts } from 'backend/inbox/wix/contacts';
import { wixData } from 'backend/inbox/wix/data';
import { wixInbox } from 'backend/inbox/wix/inbox';
import type { Wix } from 'backend/inbox/wix/port';
import { wixSecrets } from 'backend/inbox/wix/secrets';
import { wixSendLog } from 'backend/inbox/wix/send-log';
import { wixSession } from 'backend/inbox/wix/session';
import { wixSetUp } from 'backend/inbox/wix/set-up';

/** The port with Wix's packages, without Realtime, which the settings select. */
export const wixAdapters: Omit<Wix, 'publish'> = {
  ...wixSession,
  ...wixInbox,
  ...wixContacts,
  ...wixBlog,
  ...wixData,
  ...wixSendLog,
  ...wixSecrets,
  ...wixSetUp,
  ...wixCaptcha,
};
