import { settings } from 'backend/inbox-settings';
import { createAnswers } from 'backend/inbox/answer';
import { createInbox } from 'backend/inbox/inbox';
import { createMemorySendLog } from 'backend/inbox/send-log-memory';
import type { LogEntry } from 'backend/inbox/log';
import { wixContacts } from 'backend/inbox/wix-contacts';
import { wixInbox } from 'backend/inbox/wix-inbox';
import { wixSession } from 'backend/inbox/wix-session';

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

/** The inbox of this site, over Wix. */
export const inbox = createInbox({
  wix: { ...wixSession, ...wixInbox, ...wixContacts },
  settings,
  sendLog: createMemorySendLog({ now, ...settings.limits }),
  log,
  now,
  id,
});

/** The ways out of this site's backend: `answer` for web methods, `finish` for events. */
export const { answer, finish } = createAnswers({ log, id });
