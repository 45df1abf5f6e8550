import { createServer } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { contactPage, fillForm } from '../support/browser/contact-page.ts';
import { browserTest, waitUntilReady } from '../support/browser/site-in-browser.ts';

const setup = contactPage('session-bar');

browserTest(
  'changes the identity of the page: member, owner in preview, visitor again',
  async () => {
    const { page, sent, fromVisitors } = await setup();
    const bar = page.getByRole('region', { name: 'Emulator' });
    const act = async (name: string) => {
      const reloaded = page.waitForEvent('load');
      await bar.getByRole('button', { name }).click();
      await reloaded;
      await waitUntilReady(page);
    };

    await expect.poll(() => bar.innerText()).toMatch(/Visitor #\d{4}/);
    await bar.getByText('Act as').click();
    await bar.getByLabel('Email').first().fill('nora@example.com');
    await act('Log in as member');
    await expect.poll(() => bar.innerText()).toContain('Nora Baum');

    await fillForm(page);
    await page.locator('#submitButton').click();
    await sent.waitFor();
    const [message] = await fromVisitors();
    expect(message?.status).toBe(200);

    await bar.getByText('Act as').click();
    await act('Site owner in preview');
    await fillForm(page);
    await page.locator('#submitButton').click();
    await sent.waitFor();
    await expect.poll(() => sent.innerText()).toContain('nothing was sent');
    await expect.poll(() => fromVisitors()).toHaveLength(1);

    await bar.getByText('Act as').click();
    await act('Log out');
    await expect.poll(() => bar.innerText()).toMatch(/Visitor #\d{4}/);
  },
);

browserTest('creates contacts and likes, and shows the delivery of their events', async () => {
  const { page, events, control } = await setup();
  const bar = page.getByRole('region', { name: 'Emulator' });
  const status = bar.getByRole('status');

  await bar.getByText('Actions').click();
  await bar.getByRole('button', { name: 'Like the post' }).click();
  await status.filter({ hasText: 'liked' }).waitFor();
  await bar.getByText('Actions').click();
  await bar.getByLabel('Email').last().fill('eva@example.com');
  await bar.getByLabel('Name', { exact: true }).fill('Eva Stein');
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await status.filter({ hasText: 'source: site form' }).waitFor();
  const sentMessages = (await events()).filter(
    ({ name }) => name === 'message-sent-to-participant',
  );
  await bar.getByText('Actions').click();
  await bar.getByLabel('Email').last().fill('otto@example.com');
  await bar.getByLabel('Site owner', { exact: true }).check();
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await status.filter({ hasText: 'source: site owner' }).waitFor();

  const names = (await events()).map(({ name, outcome }) => `${name} ${outcome}`);
  expect(names).toContain('post-liked delivered');
  expect(names.filter((name) => name === 'contact-created delivered')).toHaveLength(2);
  expect(sentMessages).toHaveLength(1);
  expect(names.filter((name) => name.startsWith('message-sent-to-participant'))).toHaveLength(1);
  await bar.getByText('Events').click();
  await bar.getByRole('list', { name: 'Events, newest first' }).getByText('post liked').waitFor();
  expect(await control('GET', 'faults')).toEqual({ faults: [] });
});

browserTest('keeps its own failures and the errors of the page apart', async () => {
  const { page, control } = await setup({ expected: [/ERR_FAILED/, /Planned error/] });
  const bar = page.getByRole('region', { name: 'Emulator' });
  const errors = page.locator('#bar-errors');
  await page.route('**/_emulator/events', (route) => route.abort());

  await bar.getByText('Events').click();
  await bar.getByText('The events are not up to date: the emulator is not responding.').waitFor();
  await page.evaluate('void Promise.reject(new Error("Planned error"))');
  await errors.getByText('Planned error').waitFor();
  await expect.poll(() => errors.locator('li').count()).toBe(1);

  await page.unroute('**/_emulator/events');
  await control('POST', 'events/post-liked', { anonymousVisitorId: crypto.randomUUID() });
  await bar.getByText('post liked').waitFor();
  await expect.poll(() => bar.getByRole('status').innerText()).toBe('');
  await expect.poll(() => errors.locator('li').allInnerTexts()).toEqual(['Error: Planned error']);
});

browserTest('reads the events only while their panel is open, once for a burst', async () => {
  const { page, control, events } = await setup();
  const bar = page.getByRole('region', { name: 'Emulator' });
  let reads = 0;
  page.on('request', (request) => {
    if (/_emulator\/(events|settle)$/.test(request.url())) reads += 1;
  });
  const createContacts = async (name: string) => {
    for (let number = 0; number < 10; number += 1) {
      const email = `${name}${String(number)}@example.com`;
      await control('POST', 'contacts', { info: { emails: { items: [{ email }] } } });
    }
    await events();
  };

  await createContacts('closed');
  expect(reads).toBe(0);
  await bar.getByText('Events').click();
  await page.locator('#bar-events .outcome').first().waitFor();
  const started = performance.now();
  await createContacts('open');
  const elapsedSeconds = (performance.now() - started) / 1000;

  // One when the panel opened, one at once, and one for each second.
  expect(reads).toBeLessThanOrEqual(3 + elapsedSeconds);
});

browserTest(
  'changes the identity to the owner of the live site, who sees the activity of visitors and is not merged with them',
  async () => {
    const { page } = await setup();
    await page.goto(new URL('/chat', page.url()).href);
    await waitUntilReady(page);
    await page.locator('#chatInput').fill('From a visitor');
    await page.locator('#chatInput').press('Enter');
    await page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ }).waitFor();
    await page.goto(new URL('/dashboard', page.url()).href);
    await waitUntilReady(page);
    const bar = page.getByRole('region', { name: 'Emulator' });
    await bar.getByText('Act as').click();
    await bar.getByRole('button', { name: 'Site owner on the live site' }).click();
    await bar.getByText('site owner (member)').waitFor();
    await page.getByText('Message received').waitFor();

    await expect.poll(() => page.getByText('Conversations merged').count()).toBe(0);
  },
);

browserTest('a link on another site keeps the session', async () => {
  const { page, emulator } = await setup({ as: { as: 'member', email: 'mia@example.com' } });
  const cookies = await page.context().cookies();
  const url = emulator.url ?? '';
  for (const host of ['localhost', '127.0.0.1']) {
    await page.goto(await startOtherSite(host, url));
    await page.getByRole('link').click();
    await page.locator('#velo-session').waitFor({ state: 'attached' });
    await expect
      .poll(() => page.locator('#velo-session').textContent())
      .toContain('"kind":"member"');
    expect(page.url()).toBe(`${url}/`);
  }
  expect(await page.context().cookies()).toEqual(cookies);
});

/** Serves a page with a link to an address, and returns its own address. */
async function startOtherSite(host: string, link: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<a href="${link}/">Open</a>`);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://${host}:${String(typeof address === 'object' ? address?.port : '')}/`;
}
