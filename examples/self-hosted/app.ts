import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { HandleWebhook } from './webhooks.ts';
import type { SelfHostedInbox } from './self-hosted-inbox.ts';

/** The largest body of a request, in bytes. */
const MAX_BODY_BYTES = 256 * 1024;
const WEBHOOK_STATUS = { handled: 200, refused: 400, failed: 500 } as const;

/**
 * Creates the HTTP routes of the program.
 *
 * - `POST /inbox/<method>`: a use case for visitors and members. The body is the list of its arguments as JSON, the
 *   `Authorization` header the access token of the page's `OAuthStrategy`. The response is that of the web method:
 *   `{ ok: true, ... }` or `{ ok: false, error }`.
 * - `POST /webhooks`: Wix's webhooks. 200 if the event was handled, 400 if the request is not from Wix, 500 if a handler
 *   failed; Wix then delivers it again.
 *
 * The use cases for the business (`sendTo`, `listAllMessages`, ...) have no route: they need a log-in of their own.
 */
export function createApp(
  { inbox, respond, callers }: SelfHostedInbox,
  handleWebhook: HandleWebhook,
): Hono {
  const methods = new Map<string, (...args: readonly unknown[]) => Promise<object>>([
    ['openForm', (form) => inbox.openForm(form)],
    ['sendFormData', (data, options) => inbox.sendForm(data, options)],
    ['sendBasicMessage', (text, options) => inbox.sendText(text, options)],
    ['sendMinimalMessage', (activity, options) => inbox.sendActivity(activity, options)],
    ['listMessages', (options) => inbox.listMessages(options)],
  ]);
  const app = new Hono();
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));

  app.post('/inbox/:method', async (c) => {
    const method = methods.get(c.req.param('method'));
    if (!method) return c.json({ error: `/inbox/ has ${[...methods.keys()].join(', ')}.` }, 404);
    const token = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? '';
    if (token === '') return c.json({ error: 'Authorization: an access token is required.' }, 401);
    const args = toArguments(await c.req.json().catch(() => undefined));
    if (!args) {
      return c.json({ error: 'The body must be the list of arguments, as JSON.' }, 400);
    }
    return c.json(await callers.runAs(token, () => respond(() => method(...args))));
  });

  app.post('/webhooks', async (c) => {
    return c.body(null, WEBHOOK_STATUS[await handleWebhook(c.req.raw)]);
  });

  return app;
}

function toArguments(body: unknown): readonly unknown[] | undefined {
  return Array.isArray(body) ? body : undefined;
}
