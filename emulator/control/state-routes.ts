// Declares the control routes of the emulator's state and its logs.
import { listCoverage } from '../wix/coverage.ts';
import { OPERATIONS } from '../wix/operations.ts';
import { RULE_PACKAGES } from '../wix/rules/rules.ts';
import { MAX_SNAPSHOT_CHARS, Snapshot } from '../wix/snapshot.ts';
import { listTriggeredEmails } from '../wix/triggered-emails/triggered-emails.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

/** The maximum number of events that `GET /events` returns. */
const LIST_LIMIT = 1000;

const TOO_LARGE = `a snapshot may have ${String(MAX_SNAPSHOT_CHARS)}. Copy the data file instead.`;

/** The control routes of the state and the logs. */
export const STATE_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/health',
    topic: 'State',
    description: 'Says that the emulator runs, and how many operations of Wix it has.',
    returns: '`{ ok, operations }`',
    handle: (_dependencies, c) => c.json({ ok: true, operations: OPERATIONS.length }),
  }),
  defineRoute({
    method: 'POST',
    path: '/reset',
    topic: 'State',
    description:
      'Returns to the [seed](emulator.md#seed): data, assumptions, faults, clock and logs. All tokens become invalid.',
    returns: '`{ ok }`',
    async handle({ reset }, c) {
      await reset();
      return c.json({ ok: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/settle',
    topic: 'State',
    description:
      'Waits until all events are handled, the webhooks that are due are sent, and no call to Wix is running.',
    returns: '`{ ok }`',
    async handle({ wix }, c) {
      await wix.events.settled();
      await wix.webhooks.settled();
      await wix.idle();
      return c.json({ ok: true });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/snapshot',
    topic: 'State',
    description:
      'Returns the whole state: data, tokens, clock, assumptions and faults, without the logs of requests and of Realtime.',
    returns: 'A snapshot of at most 32 MB',
    statuses: { 413: 'The state is larger than 32 MB. Copy the data file instead.' },
    async handle({ wix }, c) {
      const text = JSON.stringify(await wix.snapshot());
      return text.length > MAX_SNAPSHOT_CHARS
        ? c.json({ error: `the state has ${String(text.length)} characters; ${TOO_LARGE}` }, 413)
        : c.body(text, 200, { 'Content-Type': 'application/json' });
    },
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/snapshot',
    topic: 'State',
    description:
      'Replaces the whole state by a snapshot of the same version of the emulator, as `GET /snapshot` returned it. Calls that run are ended, late executions are cancelled, and tokens are valid if the snapshot has them.',
    returns: '`{ ok }`',
    statuses: { 413: 'The snapshot is larger than 35 MB.' },
    schema: Snapshot,
    example: {
      format: '0123456789abcdef',
      clockOffsetMs: 0,
      assumptions: {},
      faults: [],
      tables: { posts: [['7d0c9a52-4e1b-4f0e-9b64-3f6f2a8f1c01', 'A first bowl']] },
      digest: '0'.repeat(64),
    },
    async handle({ restore }, snapshot, c) {
      await restore(snapshot);
      return c.json({ ok: true });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/events',
    topic: 'Logs',
    description:
      'Returns the last 1,000 events with what came of them, the oldest first. See [Events](emulator.md#events).',
    returns: '`{ events }`',
    handle: ({ wix }, c) => c.json({ events: wix.events.list(LIST_LIMIT).toReversed() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/requests',
    topic: 'Logs',
    description: 'Returns the last 1,000 calls to Wix, refused ones too, the oldest first.',
    returns: '`{ requests }`',
    handle: ({ wix }, c) => c.json({ requests: wix.requests.list() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/outbox',
    topic: 'Logs',
    description:
      'Returns the last 1,000 [triggered emails](older-modules.md#triggered-emails), the oldest first.',
    returns: '`{ emails }`',
    handle: ({ wix }, c) => c.json({ emails: listTriggeredEmails(wix) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/coverage',
    topic: 'Logs',
    description:
      'Returns every method of the emulated packages, with its [grade](emulator.md#coverage) and source.',
    returns: '`{ coverage }`',
    handle: (_dependencies, c) =>
      c.json({ coverage: listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES)) }),
  }),
];
