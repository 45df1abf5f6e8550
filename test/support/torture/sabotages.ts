// Changes that make the protocol of the send log wrong. An explorer that does not notice one of them is itself wrong.
import type { Patch } from './load-explorer.ts';
import {
  frozenAppend,
  frozenSend,
  lateSend,
  lateUpdate,
  staleCache,
  twoResolvers,
  twoUnresolved,
} from './races.ts';
import { hostile, type Scenario } from './scenario.ts';

/** A change of the backend, and where it shows. */
export interface Sabotage {
  readonly name: string;
  /** What the changed backend does. */
  readonly effect: string;
  readonly patches: readonly Patch[];
  /** A scenario whose random runs often show it. */
  readonly scenario: Scenario;
}

const RESERVE = 'messaging/send-log/reserve-key.ts';
const RESOLVE = 'messaging/send-log/resolve-entry.ts';
const VIEWS = 'messaging/send-log/log-views.ts';
const CALL = 'messaging/send-call.ts';

const READ_AGAIN = `
  requireTime();
  const view = await views.read(entry.sender, { fresh: true });
`;
const LIST = `  const listed = await listCandidates(options, conversation._id, entry);\n`;

/** The eight sabotages of the protocol's model, a log that is not shared, and the defects that the backend has had. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'countThenAppend',
    effect: 'appends an entry whatever other calls have appended',
    scenario: hostile('XXY'),
    patches: [
      {
        file: RESERVE,
        find: `index: (lastOf(view)?.index ?? 0) + 1,`,
        put: `index: (lastOf(view)?.index ?? 0) + 1 + fractionOf(nonce),`,
      },
      {
        file: RESERVE,
        find: `/** Returns the entry of the sent message, if there is one. */`,
        put: `const fractionOf = (text: string) => parseInt(fingerprint(text).slice(0, 8), 36) / 36 ** 8;`,
      },
    ],
  },
  {
    name: 'noFence',
    effect: 'sends although an identical message of another key is unresolved',
    scenario: twoUnresolved(),
    patches: [{ file: RESERVE, find: `own ?? findOpenSibling(view, key, sent)`, put: `own` }],
  },
  {
    name: 'noLook',
    effect: 'does not search the conversation for the message',
    scenario: hostile('XXY'),
    patches: [
      {
        file: RESOLVE,
        find: `candidates.filter(({ hash }) => hash === entry.sent)`,
        put: `candidates.filter(() => false)`,
      },
    ],
  },
  {
    name: 'noSettle',
    effect: 'takes a message that is not listed yet for one that was not sent',
    scenario: lateSend(),
    patches: [{ file: RESOLVE, find: `if (remaining > 0) {`, put: `if (remaining > Infinity) {` }],
  },
  {
    name: 'rowsFirst',
    effect: 'reads the log before it lists the messages',
    scenario: twoResolvers(),
    patches: [
      { file: RESOLVE, find: READ_AGAIN, put: '' },
      { file: RESOLVE, find: LIST, put: `${READ_AGAIN}${LIST}` },
    ],
  },
  {
    name: 'noReread',
    effect: 'decides by the log as it was read before',
    scenario: twoResolvers(),
    patches: [
      {
        file: RESOLVE,
        find: `views.read(entry.sender, { fresh: true })`,
        put: `views.read(entry.sender)`,
      },
    ],
  },
  {
    name: 'noOwner',
    effect: 'takes a message of another entry for its own',
    scenario: hostile('XXY'),
    patches: [{ file: RESOLVE, find: ` && !known.has(message._id)`, put: '' }],
  },
  {
    name: 'noGuard',
    effect: 'sends after it stood still for longer than the guard time',
    scenario: frozenSend(),
    patches: [
      {
        file: 'messaging/send.ts',
        find: `if (!call.isWithinGuard()) throw unconfirmed('UNCONFIRMED');`,
        put: '',
      },
      // The time limit of the web method stops such a send as well.
      {
        file: 'messaging/send.ts',
        find: `      call.requireTime();\n      return { conversation, notify };`,
        put: `      return { conversation, notify };`,
      },
    ],
  },
  {
    name: 'memoryOnly',
    effect: 'keeps the log in the memory of each container',
    scenario: hostile('XXY'),
    patches: [
      {
        file: 'context.ts',
        find: `settings.sendLog === 'memory' ? createMemoryRows(now) : wix`,
        put: `createMemoryRows(now)`,
      },
    ],
  },
  {
    name: 'rememberFirst',
    effect: 'remembers an outcome before it is stored',
    scenario: staleCache(),
    patches: [
      {
        file: VIEWS,
        find: `      await rows.updateSendLog(entry);
      // Only what is stored is remembered: other containers decide by it too.
`,
        put: `      const stored = rows.updateSendLog(entry);\n`,
      },
      {
        file: VIEWS,
        find: `      if (!cached) return;`,
        put: `      if (!cached) return stored;`,
      },
      {
        file: VIEWS,
        find: `      remembered.set(entry.sender, { ...cached, view });`,
        put: `      remembered.set(entry.sender, { ...cached, view });\n      await stored;`,
      },
    ],
  },
  {
    name: 'sentToByUpdate',
    effect: 'stores the conversation of an open entry by an update of its row',
    scenario: lateUpdate(),
    patches: [
      {
        file: VIEWS,
        find: `storeSentTo: (...args) => rows.storeSentTo(...args),`,
        put: `storeSentTo: (entry, conversationId) => rows.updateSendLog({ ...entry, conversationId }),`,
      },
      {
        file: VIEWS,
        find: `readSentTo: (...args) => rows.readSentTo(...args),`,
        put: `readSentTo: async ({ conversationId }) => conversationId,`,
      },
    ],
  },
  {
    name: 'guardRestarted',
    effect: 'restarts the guard time with each append',
    scenario: { ...frozenAppend(), sendWithinMs: 60_000 },
    patches: [
      { file: CALL, find: `guardedSince ??= {`, put: `guardedSince = {` },
      // The bound of the time limit of the web method prevents the second append.
      {
        file: 'settings.ts',
        find: `const MAX_SEND_WITHIN_MS = 6_000;`,
        put: `const MAX_SEND_WITHIN_MS = 60_000;`,
      },
    ],
  },
];
