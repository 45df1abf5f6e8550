import { randomUUID } from 'node:crypto';
import { createEntryPoints, type EntryPoints } from 'backend/inbox/entry-points';
import { createInbox, type Inbox } from 'backend/inbox/inbox';
import type { LogEntry } from 'backend/inbox/log';
import { readInboxSettings } from 'backend/inbox/read-settings';
import type { InboxSettingsInput } from 'backend/inbox/settings';
import { createWixAdapters } from 'backend/inbox/wix/adapters';
import type { Wix } from 'backend/inbox/wix/port';
import { createWixRealtime } from 'backend/inbox/wix/realtime';
import { createCallers, createCalls, type Callers, type Client } from './wix-calls.ts';
import { createCaptcha } from './wix-captcha.ts';
import { createTokenInfo } from './wix-session.ts';

/** What the program needs to know. */
export interface SelfHostedOptions {
  /** The id of the OAuth app of the pages. */
  readonly clientId: string;
  /** The client of the app that is installed on the site, in place of elevation. */
  readonly app: Client;
  /** The settings of the inbox, as in `backend/inbox-settings.ts`. */
  readonly settings: InboxSettingsInput;
  /** Writes an entry to the log. Default: one line of JSON. */
  readonly log?: (entry: LogEntry) => void;
}

/** The bundle's use cases and event handlers in this program. */
export interface SelfHostedInbox extends EntryPoints {
  readonly inbox: Inbox;
  readonly callers: Callers;
  readonly wix: Wix;
}

/**
 * Connects the use cases to Wix, as `backend/inbox/site.ts` does on a Velo site.
 *
 * @throws {InvalidSettingsError} for invalid settings; the message names them
 */
export function createSelfHostedInbox(options: SelfHostedOptions): SelfHostedInbox {
  const { clientId, app, settings, log = writeLine } = options;
  const callers = createCallers(clientId);
  const calls = createCalls(app, callers);
  const wix: Wix = {
    ...createWixAdapters(calls),
    ...createWixRealtime(calls),
    ...createTokenInfo(calls, clientId),
    ...createCaptcha(callers),
  };
  const inbox = createInbox({
    wix,
    settings: readInboxSettings(settings),
    log,
    now: () => Date.now(),
    monotonic: () => performance.now(),
    id: randomUUID,
  });
  return { inbox, callers, wix, ...createEntryPoints({ log, id: randomUUID }) };
}

function writeLine({ level, ...entry }: LogEntry): void {
  console[level](JSON.stringify(entry));
}
