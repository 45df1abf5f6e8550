import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const ID = '00000000-0000-4000-8000-00000000aaa1';
const OTHER_ID = '00000000-0000-4000-8000-00000000aaa2';
const INSTANCE = '00000000-0000-4000-8000-00000000bbb1';
const INBOX = 'SCOPE.DC-INBOX.READ-MSGS';
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
/** The registration of an app with a key of its own, so that a test does not wait for a new one. */
const APP = { id: ID, secret: 's3cret', instanceId: INSTANCE, privateKey: PEM };

interface RegisteredApp {
  readonly id: string;
  readonly secret: string;
  readonly instanceId: string;
  readonly publicKey: string;
}

interface AppList {
  readonly apps: readonly RegisteredApp[];
}

it('registers an app and makes up what its registration leaves out', async () => {
  const { control } = await startEmulator();

  const { app } = await control<{ readonly app: RegisteredApp }>('POST', 'apps', { id: ID });

  expect(app).toMatchObject({ id: ID, scopes: [], redirectUris: [], webhooks: [] });
  expect(app.secret).not.toBe('');
  expect(app.instanceId).toMatch(/^[\da-f-]{36}$/);
  expect(createPublicKey(app.publicKey).asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(JSON.stringify(app)).not.toContain('PRIVATE KEY');
  expect(await control('GET', 'apps')).toEqual({ apps: [app] });
});

it('changes what a second registration names, and keeps the rest', async () => {
  const { control } = await startEmulator();
  await control('POST', 'apps', { ...APP, name: 'Tickets' });

  const webhooks = [{ url: 'http://127.0.0.1:4000/hook', events: ['message-sent-to-business'] }];
  const changed = await control('POST', 'apps', { id: ID, scopes: [INBOX], webhooks });

  const publicKey = RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(changed).toEqual({
    app: {
      id: ID,
      secret: 's3cret',
      instanceId: INSTANCE,
      name: 'Tickets',
      scopes: [INBOX],
      redirectUris: [],
      webhooks,
      publicKey,
    },
  });
});

it('PUT replaces all apps; those that stay keep their secret, instance and keys', async () => {
  const { control } = await startEmulator();
  await control('POST', 'apps', { ...APP, id: OTHER_ID, instanceId: OTHER_ID });
  await control('POST', 'apps', APP);
  const [first] = (await control<AppList>('GET', 'apps')).apps;

  const { apps } = await control<AppList>('PUT', 'apps', { apps: [{ id: ID }] });

  expect(apps).toEqual([first]);
});

it('a reset returns to the apps of the seed, with the same secrets and keys', async () => {
  const seed = join(temporaryFolder(), 'seed.json');
  writeFileSync(seed, JSON.stringify({ apps: [{ id: ID, scopes: [INBOX] }] }));
  const { control } = await startEmulator({ seed });
  const before = await control('GET', 'apps');
  await control('PUT', 'apps', { apps: [] });

  await control('POST', 'reset');

  expect(await control('GET', 'apps')).toEqual(before);
});

it.for<[string, object, string]>([
  ['POST', {}, 'id: '],
  ['POST', { ...APP, id: 'my-app' }, 'id: '],
  ['POST', { ...APP, secret: '' }, 'secret: '],
  ['POST', { ...APP, scopes: ['INBOX'] }, 'scopes.0: must be the id of a scope'],
  ['POST', { ...APP, redirectUris: ['/callback'] }, 'redirectUris.0: must be an absolute URL'],
  [
    'POST',
    { ...APP, webhooks: [{ url: 'https://example.com/hook' }] },
    'webhooks.0.url: must be an http or https URL of this machine',
  ],
  [
    'POST',
    { ...APP, webhooks: [{ url: 'http://localhost/', events: ['message-sent'] }] },
    'webhooks.0.events.0: must be one of contact-created',
  ],
  ['POST', { ...APP, privateKey: 'secret' }, 'privateKey: must be an RSA key'],
  ['POST', { ...APP, public: true }, 'public: '],
  ['PUT', { apps: [APP, APP] }, 'apps: two apps have the same id'],
  ['PUT', { apps: [APP, { ...APP, id: OTHER_ID }] }, 'apps: two apps have the same instanceId'],
  ['POST', { ...APP, id: OTHER_ID }, `instanceId: ${INSTANCE} belongs to the app ${ID}`],
])('%s refuses the registration (%#)', async ([method, body, message]) => {
  const { control, send } = await startEmulator();
  await control('POST', 'apps', APP);

  const { status, json } = await send(method, '/_emulator/apps', body);

  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain(message);
  expect((await control<AppList>('GET', 'apps')).apps).toHaveLength(1);
});
