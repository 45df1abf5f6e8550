import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';

const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

async function setup() {
  const started = await startEmulator();
  const read = async (path = '') =>
    (await started.emulator.fetch(`/_emulator/inspector${path}`)).text();
  return { ...started, read };
}

it('shows a request with its identity, outcome, evidence and unread fields', async () => {
  const { read, send, session } = await setup();
  const { token } = await session({ as: 'app' });
  await send(
    'POST',
    '/contacts/v4/contacts',
    { info: { name: { first: 'Ann' } }, colour: 'red' },
    token,
  );
  const page = await read();
  expect(page).toMatch(/Contacts\w*\.CreateContact/);
  expect(page).toMatch(/grade-documented/);
  expect(page).toContain('https://dev.wix.com/');
  expect(page).toContain('colour');
  expect(page).toMatch(/<dd>\s*app /);
});

it('shows a refused request with its error code, and one without a token', async () => {
  const { read, send } = await setup();
  await send('POST', '/contacts/v4/contacts', { info: {} });
  await send('GET', '/nowhere/v1/things');
  const page = await read();
  expect(page).toContain('UNAUTHENTICATED');
  expect(page).toContain('no token');
  expect(page).toContain('NOT_EMULATED');
  expect(page).toContain('None: no operation has this path.');
});

it('shows events, faults, the clock, assumptions and the number of entries of the seed', async () => {
  const { read, control } = await setup();
  await control('POST', 'contacts', { info: { name: { first: 'Ann' } } });
  await control('POST', 'settle');
  await control('PUT', 'faults', {
    faults: [{ operation: 'OAuth2.*', calls: 'every', kind: 'pause', delayMs: 5 }],
  });
  await control('POST', 'clock/advance', { ms: 7_200_000 });
  await control('PUT', 'assumptions', { webCrypto: 'module' });
  const page = await read('/fragment');
  expect(page).toContain('contact-created');
  expect(page).toContain('OAuth2.*');
  expect(page).toContain('7,200 s ahead of the system time');
  expect(page).toMatch(/<option value="module" selected>/);
  expect(page).toContain('The seed is empty.');
});

it('shows triggered emails, the newest first, with their variables', async () => {
  const { read, send, session, control } = await setup();
  const { token } = await session({ as: 'app' });
  const info = { emails: { items: [{ email: 'ann@example.com' }] } };
  const { contact } = await control<{ contact: { id: string } }>('POST', 'contacts', { info });
  for (const [emailId, title] of [
    ['first', 'A bowl'],
    ['second', MARKUP],
  ]) {
    const body = { emailId, contactId: contact.id, variables: { title } };
    await send('POST', '/emulated-triggered-emails/v1/send', body, token);
  }
  const outbox = /id="outbox".*?<\/ol>/s.exec(await read('/fragment'))?.[0] ?? '';
  expect(outbox.match(/first|second/g)).toEqual(['second', 'first']);
  expect(outbox).toContain('ann@example.com');
  expect(outbox).toContain('A bowl');
  expect(outbox).not.toContain('<img');
});

it('escapes what a request contains, and has no inline script or style', async () => {
  const { read, send, session, emulator } = await setup();
  const { token } = await session({ as: 'app' });
  await send(
    'POST',
    '/contacts/v4/contacts',
    { info: { name: { first: MARKUP } }, [MARKUP]: 1 },
    token,
  );
  await send('POST', `/x/v1/${encodeURIComponent(MARKUP)}`, {}, token);
  const page = await read();
  expect(page).not.toContain('<img');
  expect(page.match(/<script[^>]*>/g)).toEqual([
    '<script type="module" src="/_emulator/inspector/assets/inspector.browser.ts">',
  ]);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+="/);
  const response = await emulator.fetch('/_emulator/inspector');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
});

it('never shows a token or the value of a secret', async () => {
  const { read, send, session } = await setup();
  const { token } = await session({ as: 'app' });
  await send('POST', '/oauth2/token-info', { token }, token);
  await send('POST', '/api/v1/secrets', { secret: { name: 'Key', value: 'hush-hush' } }, token);
  const page = await read();
  expect(page).toContain('SecretsVaultService.CreateSecret');
  expect(page).not.toContain(token);
  expect(page).not.toContain('hush-hush');
});

it.each([
  'inspector.css',
  'inspector.browser.ts',
  'inspector-actions.browser.ts',
  'reconcile.browser.ts',
])('serves %s', async (name) => {
  const { emulator } = await setup();
  const response = await emulator.fetch(`/_emulator/inspector/assets/${name}`);
  expect(response.status).toBe(200);
});

it('links the inbox and the inspector both ways', async () => {
  const { emulator, read } = await setup();
  expect(await read()).toContain('href="/_emulator/inbox"');
  const inbox = await (await emulator.fetch('/_emulator/inbox')).text();
  expect(inbox).toContain('href="/_emulator/inspector"');
});
