import { contacts } from '@wix/crm';
import { conversations } from '@wix/inbox';
import { ApiKeyStrategy } from '@wix/sdk/auth/api-key';
import { createClient } from '@wix/sdk/client';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import { ACCOUNT_ID, SITE_ID } from '../../../../emulator/wix/core/context.ts';
import { writeApiKeys } from '../../../../emulator/wix/oauth/api-keys.ts';
import { startEmulator } from '../../../support/emulator.ts';
import { openWix, UNKNOWN_ID } from '../../../support/emulator/wix/open-wix.ts';

const KEY = 'IST.sample-key-of-the-site-owner';

async function setup() {
  const opened = openWix();
  const { wix, runAsWix } = opened;
  await runAsWix((context) => writeApiKeys(context, [{ key: KEY }]));
  onTestFinished(installContexts());
  return {
    ...opened,
    /** Opens a conversation with the unmodified ApiKeyStrategy of Wix's SDK. */
    open: (options: Parameters<typeof ApiKeyStrategy>[0]) =>
      runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, () =>
        createClient({
          auth: ApiKeyStrategy(options),
          modules: { conversations },
        }).conversations.getOrCreateConversation({ anonymousVisitorId: UNKNOWN_ID }),
      ),
    createContact: () =>
      runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, () =>
        createClient({
          auth: ApiKeyStrategy({ apiKey: KEY, siteId: SITE_ID }),
          modules: { contacts },
        }).contacts.createContact({ name: { first: 'Cleo' } }),
      ),
  };
}

it('acts as the site owner', async () => {
  const { open, wix } = await setup();
  expect(await open({ apiKey: KEY, siteId: SITE_ID })).toMatchObject({ newConversation: true });
  expect(wix.requests.list()).toMatchObject([
    { status: 200, identity: { kind: 'user', apiKey: true } },
  ]);
});

it('acts on the live site: events are not withheld as in preview', async () => {
  const { createContact, events } = await setup();
  await createContact();
  const [created] = await events();
  expect(created).toMatchObject({ name: 'contact-created' });
  expect(created).not.toHaveProperty('withheld');
});

it.for<[string, Parameters<typeof ApiKeyStrategy>[0], number, string]>([
  [
    'only an account',
    { apiKey: KEY, accountId: ACCOUNT_ID },
    403,
    'wix-account-id is for account-level methods',
  ],
  ['another site', { apiKey: KEY, siteId: UNKNOWN_ID }, 403, `wix-site-id must be ${SITE_ID}`],
  ['an unknown key', { apiKey: 'IST.unknown-key', siteId: SITE_ID }, 401, 'unknown or expired'],
])('refuses %s', async ([, options, status, message]) => {
  const { open } = await setup();

  await expect(open(options)).rejects.toMatchObject({ status });
  await expect(open(options)).rejects.toThrow(message);
});

it('keys are registered by control, need a header over HTTP, and are never logged', async () => {
  const { emulator, control, send } = await startEmulator();
  const put = { apiKeys: [{ key: KEY, name: 'CI' }] };
  expect(await control('PUT', 'api-keys', put)).toEqual(put);
  expect(await control('GET', 'api-keys')).toEqual(put);
  const url = await emulator.listen();
  const call = (headers: Record<string, string>) =>
    fetch(`${url}/contacts/v4/contacts/query`, {
      method: 'POST',
      headers: { authorization: KEY, 'content-type': 'application/json', ...headers },
      body: '{}',
    });

  expect((await call({ 'wix-site-id': SITE_ID })).status).toBe(200);
  expect((await call({ 'wix-site-id': SITE_ID, 'wix-account-id': ACCOUNT_ID })).status).toBe(200);
  const refused = await call({});
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('needs the header wix-site-id');

  expect(JSON.stringify(await control('GET', 'requests'))).not.toContain(KEY);
  const { status, json } = await send('PUT', '/_emulator/api-keys', { apiKeys: [{ key: 'a b' }] });
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain('apiKeys.0.key: must have 8 to 4000 ASCII characters');
});
