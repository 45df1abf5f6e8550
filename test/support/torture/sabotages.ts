// Changes that make the protocol of the send log wrong. An explorer that does not notice one of them is itself wrong.
import type { Patch } from './load-explorer.ts';

/** A change of the backend, and where it shows. */
export interface Sabotage {
  readonly name: string;
  /** What the changed backend does. */
  readonly effect: string;
  readonly patches: readonly Patch[];
  /** The first seed of a short run: shortly before one that shows the sabotage. 1 by default. */
  readonly seed?: number;
}

const RESERVE = 'messaging/send-log/reserve-key.ts';
const RESOLVE = 'messaging/send-log/resolve-entry.ts';

const READ_AGAIN = `
  requireTime();
  const view = await views.read(entry.sender, { fresh: true });
`;
const LIST = `  const listed = await listCandidates(options, conversation._id, entry);\n`;

/** The eight sabotages of the protocol's model, and a log that is not shared. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'countThenAppend',
    effect: 'appends an entry whatever other calls have appended',
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
    patches: [{ file: RESERVE, find: `own ?? findOpenSibling(view, key, sent)`, put: `own` }],
  },
  {
    name: 'noLook',
    effect: 'does not search the conversation for the message',
    patches: [
      {
        file: RESOLVE,
        find: `candidates.find(({ hash }) => hash === entry.sent)`,
        put: `candidates.find(() => false)`,
      },
    ],
  },
  {
    name: 'noSettle',
    effect: 'takes a message that is not listed yet for one that was not sent',
    patches: [{ file: RESOLVE, find: `if (remaining > 0) {`, put: `if (remaining > Infinity) {` }],
  },
  {
    name: 'rowsFirst',
    effect: 'reads the log before it lists the messages',
    patches: [
      { file: RESOLVE, find: READ_AGAIN, put: '' },
      { file: RESOLVE, find: LIST, put: `${READ_AGAIN}${LIST}` },
    ],
  },
  {
    name: 'noReread',
    seed: 120,
    effect: 'decides by the log as it was read before',
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
    patches: [{ file: RESOLVE, find: ` && !known.has(message._id)`, put: '' }],
  },
  {
    name: 'noGuard',
    seed: 160,
    effect: 'sends after it stood still for longer than the guard time',
    patches: [
      {
        file: 'messaging/send.ts',
        find: `if (!call.isWithinGuard()) throw unconfirmed('UNCONFIRMED');`,
        put: '',
      },
      // The time limit of the web method stops such a send as well.
      {
        file: 'messaging/send.ts',
        find: `      call.requireTime();\n      return conversation;`,
        put: `      return conversation;`,
      },
    ],
  },
  {
    name: 'memoryOnly',
    effect: 'keeps the log in the memory of each container',
    patches: [
      {
        file: 'context.ts',
        find: `settings.sendLog === 'memory' ? createMemoryRows(now) : wix`,
        put: `createMemoryRows(now)`,
      },
    ],
  },
];
