import { createEntryPoints } from 'backend/inbox/entry-points';
import { createContext } from 'backend/inbox/context';
import { createInbox, type Inbox } from 'backend/inbox/inbox';
import type { LogEntry } from 'backend/inbox/log';
import type { InboxSettings } from 'backend/inbox/settings';
import { settings } from '../settings.ts';
import type { Answer } from 'public/inbox-shapes';
import { createWixInMemory } from '../port/wix-in-memory.ts';
import type { WixInMemory } from '../port/world.ts';

/** The time at which every test starts. */
const START = Date.parse('2026-11-20T09:00:00Z');

/** The number of containers of each world. */
const containers = new WeakMap<object, number>();

/** Returns the calls to Wix in order, without those beside a message: leases of a budget, and the clean-up of the log. */
export function mainCalls({ calls }: Pick<WixInMemory, 'calls'>): readonly string[] {
  return calls.filter((call) => call !== 'takeLease' && call !== 'pruneSendLog');
}

/** The calls to Wix of a caller's first message in a container. The log's append and the conversation run at the same time. */
export const FIRST_SEND = [
  'tokenInfo',
  'listSendLog',
  'appendToSendLog',
  'openConversation',
  'sendMessage',
  'updateSendLog',
];

const HIGH_BUDGET = { messages: 500, minutes: 10 };
/** Limits of messages have their own tests. */
export const HIGH_BUDGETS = {
  visitors: HIGH_BUDGET,
  visitorsWithTicket: HIGH_BUDGET,
  visitorsWithCaptcha: HIGH_BUDGET,
  members: HIGH_BUDGET,
  notifications: HIGH_BUDGET,
  thanks: HIGH_BUDGET,
  likes: HIGH_BUDGET,
};
/** Limits of messages have their own tests. */
export const NO_LIMITS = { visitorForm: [], visitorChat: [], member: [] };

/** Creates an inbox with the port in memory, a clock that the test moves and a log that it reads. */
export function setup(overrides: Partial<InboxSettings> = {}, world = createWixInMemory()) {
  const entries: LogEntry[] = [];
  /** `monotonic` is what the clock that is never set is ahead of the time. */
  const clock = { now: START, monotonic: 0 };
  world.now = () => clock.now;
  let ids = 0;
  const container = String((containers.get(world) ?? 0) % 10);
  containers.set(world, Number(container) + 1);
  // Pings have their own tests. Elsewhere they would only add calls.
  const limits = { ...settings.limits, messages: NO_LIMITS, site: HIGH_BUDGETS };
  const mergedSettings: InboxSettings = { ...settings, realtime: 'off', limits, ...overrides };
  const deps = {
    wix: world.wix,
    settings: mergedSettings,
    log: (entry: LogEntry) => void entries.push(entry),
    now: () => clock.now,
    monotonic: () => clock.now + clock.monotonic,
    id: () => `99999999-0000-4${container}00-8000-${String((ids += 1)).padStart(12, '0')}`,
  };
  const inbox = createInbox(deps);
  const { respond, runEventHandler } = createEntryPoints(deps);
  return {
    world,
    wix: world.wix,
    inbox,
    /** A separate context, for tests of a single part. */
    context: createContext(deps),
    respond,
    runEventHandler,
    entries,
    clock,
  };
}

/** Returns the web methods by name, defined as in `backend/inbox.web.ts`. */
export function webMethods(
  inbox: Inbox,
  respond: ReturnType<typeof createEntryPoints>['respond'],
): Readonly<Record<string, (...args: readonly unknown[]) => Promise<Answer<object>>>> {
  return {
    sendFormData: (data, options) => respond(() => inbox.sendForm(data, options)),
    openForm: (form) => respond(() => inbox.openForm(form)),
    sendBasicMessage: (text, options) => respond(() => inbox.sendText(text, options)),
    sendMinimalMessage: (activity, options) => respond(() => inbox.sendActivity(activity, options)),
    sendMessageTo: (to, message, options) => respond(() => inbox.sendTo(to, message, options)),
    openConversation: (participant) => respond(() => inbox.openConversation(participant)),
    findParticipants: (query) => respond(() => inbox.findParticipants(query)),
    listRecent: (options) => respond(() => inbox.listRecent(options)),
    getConversation: (id) => respond(() => inbox.getConversation(id)),
    listAllMessages: (id, options) => respond(() => inbox.listAllMessages(id, options)),
    listMessages: (options) => respond(() => inbox.listMessages(options)),
  };
}
