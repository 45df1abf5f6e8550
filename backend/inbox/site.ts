import { settings as siteSettings } from 'backend/inbox-settings';
import { createEntryPoints } from 'backend/inbox/entry-points';
import { InboxError } from 'backend/inbox/error';
import { createFailingInbox, createInbox, type Inbox } from 'backend/inbox/inbox';
import type { LogEntry } from 'backend/inbox/log';
import { InvalidSettingsError, readInboxSettings } from 'backend/inbox/read-settings';
import type { InboxSettings } from 'backend/inbox/settings';
import { findWebCrypto } from 'backend/inbox/web-crypto';
import type { Wix } from 'backend/inbox/wix/port';
import { siteAdapters, siteRealtime } from 'backend/inbox/wix/site-adapters';
import { wixRealtimeBackend } from 'backend/inbox/wix/realtime-backend';

const now = () => Date.now();

/** Returns a random GUID: also different in two containers that were started from one snapshot, where there is WebCrypto. */
function id(): string {
  const { crypto } = findWebCrypto();
  if (crypto) return crypto.randomUUID();
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, digit);
}

/** Writes one line of JSON to the site's log. */
function log({ level, ...entry }: LogEntry): void {
  console[level](JSON.stringify(entry));
}

/** Selects the Realtime adapter. Not used with `off`. */
function selectRealtime(realtime: InboxSettings['realtime']): Pick<Wix, 'publish'> {
  return realtime === '@wix/realtime' ? siteRealtime : wixRealtimeBackend;
}

/**
 * The inbox of this site: every use case and event handler, connected to Wix. With invalid settings, all of them fail
 * with SETTINGS_INVALID, because a page gets no reason if a module cannot be loaded. The log has the reason.
 */
export const inbox = createSiteInbox();

function createSiteInbox(): Inbox {
  try {
    const settings = readInboxSettings(siteSettings);
    return createInbox({
      wix: {
        ...siteAdapters,
        ...selectRealtime(settings.realtime),
      },
      settings,
      log,
      now,
      monotonic: () => performance.now(),
      id,
    });
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    console.error(error.message);
    return createFailingInbox(new InboxError('SETTINGS_INVALID'));
  }
}

/** The error handling of this site's entry points: `respond` for web methods, `runEventHandler` for events. */
export const { respond, runEventHandler } = createEntryPoints({ log, id });
