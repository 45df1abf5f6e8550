// Starts the program: `node dist/self-hosted/server.js`, after `npx rolldown -c examples/self-hosted/rolldown.config.mjs`.
import { serve } from '@hono/node-server';
import { AppStrategy } from '@wix/sdk/auth/wix-app-oauth';
import { createClient } from '@wix/sdk/client';
import { createApp } from './app.ts';
import { createSelfHostedInbox } from './self-hosted-inbox.ts';
import { settings } from './settings.ts';
import { connectWebhooks } from './webhooks.ts';

const HOUR_MS = 60 * 60 * 1000;
const DEFAULT_PORT = '3000';

/** Returns an environment variable. @throws Error that names it if it is not set */
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Set the environment variable ${name}.`);
  return value;
}

const client = createClient({
  auth: AppStrategy({
    appId: required('WIX_APP_ID'),
    appSecret: required('WIX_APP_SECRET'),
    instanceId: required('WIX_INSTANCE_ID'),
    publicKey: required('WIX_PUBLIC_KEY'),
  }),
});
const selfHosted = createSelfHostedInbox({
  clientId: required('WIX_CLIENT_ID'),
  app: client,
  settings,
});
const { inbox, respond, runEventHandler } = selfHosted;

// Creates the collections and the secret of the inbox if they are missing.
console.log(JSON.stringify(await respond(() => inbox.setUpInbox())));

const { fetch } = createApp(selfHosted, connectWebhooks(client, selfHosted));
serve(
  { fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? DEFAULT_PORT) },
  ({ port }) => console.log(`ready http://127.0.0.1:${String(port)}`),
);

// Finishes events whose message was not sent, as the scheduled job of a Velo site does.
setInterval(() => {
  runEventHandler(() => inbox.redoEvents({ now: true })).catch(() => undefined);
}, HOUR_MS).unref();
