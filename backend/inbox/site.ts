import { settings } from 'backend/inbox-settings';
import { createEntryPoints } from 'backend/inbox/entry-points';
import { createInbox } from 'backend/inbox/inbox';
import { createMemorySendLog } from 'backend/inbox/messaging/send-log-memory';
import type { LogEntry } from 'backend/inbox/log';
import type { InboxSettings } from 'backend/inbox/settings';
import type { Wix } from 'backend/inbox/wix/port';
import { wixContacts } from 'backend/inbox/wix/contacts';
import { wixData } from 'backend/inbox/wix/data';
import { wixInbox } from 'backend/inbox/wix/inbox';
import { wixRealtime } from 'backend/inbox/wix/realtime';
import { wixRealtimeOfSite } from 'backend/inbox/wix/realtime-site';
import { wixSecrets } from 'backend/inbox/wix/secrets';
import { wixSession } from 'backend/inbox/wix/session';

const now = () => Date.now();

/** A GUID to find a line of the log by, or that nobody has: it need not be hard to guess. */
function id(): string {
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, digit);
}

/** One line of JSON in the site's logs. */
function log({ level, ...entry }: LogEntry): void {
  console[level](JSON.stringify(entry));
}

/** What publishes; switched off, nothing asks it to. */
function realtimeBy(way: InboxSettings['realtime']): Pick<Wix, 'publish'> {
  return way === '@wix/realtime' ? wixRealtime : wixRealtimeOfSite;
}

/** The inbox of this site, over Wix. */
export const inbox = createInbox({
  wix: {
    ...wixSession,
    ...wixInbox,
    ...wixContacts,
    ...wixData,
    ...wixSecrets,
    ...realtimeBy(settings.realtime),
  },
  settings,
  sendLog: createMemorySendLog({ now, ...settings.limits }),
  log,
  now,
  id,
});

/** The ways out of this site's backend: `respond` for web methods, `runEventHandler` for events. */
export const { respond, runEventHandler } = createEntryPoints({ log, id });
