// Declares `/_emulator/webhooks`: the log of deliveries, and the switches for tests of receivers.
import { DeliverySwitches } from '../wix/webhooks/delivery-switches.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

/** How many deliveries `GET /_emulator/webhooks` returns. */
const LIST_LIMIT = 1000;

/** The control routes of webhooks. */
export const WEBHOOK_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/webhooks',
    topic: 'Logs',
    description:
      'Returns the last 1,000 [deliveries](webhooks.md#the-delivery-log) of events to webhooks, the oldest first.',
    returns: '`{ deliveries }`',
    handle: ({ wix: { webhooks } }, c) =>
      c.json({ deliveries: webhooks.list(LIST_LIMIT).toReversed() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/webhooks/delivery',
    topic: 'Settings',
    description: 'Returns how [webhooks](webhooks.md) are delivered.',
    returns: 'The switches: name to value',
    handle: ({ wix: { webhooks } }, c) => c.json(webhooks.switches()),
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/webhooks/delivery',
    topic: 'Settings',
    description: 'Changes how [webhooks](webhooks.md) are delivered, to test their receivers.',
    returns: 'The switches in effect',
    schema: DeliverySwitches,
    example: { copies: 2, delayMs: [2000, 0] },
    handle({ wix: { webhooks } }, switches, c) {
      webhooks.setSwitches(switches);
      return c.json(webhooks.switches());
    },
  }),
];
