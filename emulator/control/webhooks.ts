// Serves `/_emulator/webhooks`: the log of deliveries, and the switches for tests of receivers.
import type { Hono } from 'hono';
import { DeliverySwitches } from '../wix/webhooks/delivery-switches.ts';
import type { Wix } from '../wix/server.ts';
import { input } from './routes.ts';

/** How many deliveries `GET /_emulator/webhooks` returns. */
const LIST_LIMIT = 1000;

/** Adds the routes of webhooks to the control routes. */
export function addWebhookRoutes(
  routes: Hono,
  { wix: { webhooks } }: { readonly wix: Pick<Wix, 'webhooks'> },
): void {
  routes.get('/webhooks', (c) => c.json({ deliveries: webhooks.list(LIST_LIMIT).toReversed() }));
  routes.get('/webhooks/delivery', (c) => c.json(webhooks.switches()));
  routes.put('/webhooks/delivery', async (c) => {
    webhooks.setSwitches(await input(c.req, DeliverySwitches));
    return c.json(webhooks.switches());
  });
}
