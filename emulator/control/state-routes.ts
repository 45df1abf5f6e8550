// Declares the control routes of the emulator's state and its logs.
import { listCoverage } from '../wix/coverage.ts';
import { OPERATIONS } from '../wix/operations.ts';
import { RULE_PACKAGES } from '../wix/rules/rules.ts';
import { defineRoute, type ControlRoute } from './route.ts';

/** The maximum number of events that `GET /events` returns. */
const LIST_LIMIT = 1000;

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
    path: '/coverage',
    topic: 'Logs',
    description:
      'Returns every method of the emulated packages, with its [grade](emulator.md#coverage) and source.',
    returns: '`{ coverage }`',
    handle: (_dependencies, c) =>
      c.json({ coverage: listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES)) }),
  }),
];
