import { createEntryPoints } from 'backend/inbox/entry-points';
import { createInbox, type Inbox } from 'backend/inbox/inbox';
import type { LogEntry } from 'backend/inbox/log';
import { createMemorySendLog } from 'backend/inbox/messaging/send-log-memory';
import type { InboxSettings } from 'backend/inbox/settings';
import { settings } from 'backend/inbox-settings';
import type { Answer } from 'public/inbox-shapes';
import { createWixInMemory } from '../wix-in-memory.ts';

/** Time at which every test begins. */
const START = Date.parse('2026-11-20T09:00:00Z');

/** An inbox over the port in memory, with a clock that a test moves and a log that it reads. */
export function setup(overrides: Partial<InboxSettings> = {}, world = createWixInMemory()) {
  const entries: LogEntry[] = [];
  const clock = { now: START };
  world.now = () => clock.now;
  let ids = 0;
  // Pings have a test of their own; elsewhere they would only be noise among the calls.
  const used: InboxSettings = { ...settings, realtime: 'off', ...overrides };
  const deps = {
    wix: world.wix,
    settings: used,
    log: (entry: LogEntry) => void entries.push(entry),
    now: () => clock.now,
    id: () => `99999999-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  };
  const sendLog = createMemorySendLog({ now: deps.now, ...used.limits });
  const inbox = createInbox({ ...deps, sendLog });
  const { respond: answer, runEventHandler: finish } = createEntryPoints(deps);
  return { world, wix: world.wix, inbox, answer, finish, entries, clock, sendLog };
}

/** What the doors call, by the web methods' names. */
export function webMethods(
  inbox: Inbox,
  answer: ReturnType<typeof createEntryPoints>['respond'],
): Readonly<Record<string, (...args: readonly unknown[]) => Promise<Answer<object>>>> {
  return {
    sendFormData: (data, options) => answer(() => inbox.sendForm(data, options)),
    sendBasicMessage: (text, options) => answer(() => inbox.sendText(text, options)),
    sendMinimalMessage: (activity, options) => answer(() => inbox.sendActivity(activity, options)),
    sendMessageTo: (to, message, options) => answer(() => inbox.sendTo(to, message, options)),
    openConversation: (participant) => answer(() => inbox.openConversation(participant)),
    findParticipants: (query) => answer(() => inbox.findParticipants(query)),
    listRecent: (options) => answer(() => inbox.listRecent(options)),
    getConversation: (id) => answer(() => inbox.getConversation(id)),
    listAllMessages: (id, options) => answer(() => inbox.listAllMessages(id, options)),
    listMessages: (options) => answer(() => inbox.listMessages(options)),
  };
}
