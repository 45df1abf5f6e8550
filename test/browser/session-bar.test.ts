import { expect } from 'vitest';
import { contactPage, fillForm } from '../support/browser/contact-page.ts';
import { browserTest, waitUntilReady } from '../support/browser/site-in-browser.ts';

const setup = contactPage('session-bar');

browserTest(
  'changes the identity of the page: member, owner in preview, visitor again',
  async () => {
    const { page, sent, fromVisitors } = await setup();
    const bar = page.getByRole('banner', { name: 'Emulator' });
    const act = async (name: string) => {
      const reloaded = page.waitForEvent('load');
      await bar.getByRole('button', { name }).click();
      await reloaded;
      await waitUntilReady(page);
    };

    expect(await bar.innerText()).toMatch(/Visitor #\d{4}/);
    await bar.getByText('Act as').click();
    await bar.getByLabel('E-mail').first().fill('nora@example.com');
    await act('Log in as member');
    expect(await bar.innerText()).toContain('Nora Baum');

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
    expect(await sent.innerText()).toContain('nothing was sent');
    expect(await fromVisitors()).toHaveLength(1);

    await bar.getByText('Act as').click();
    await act('Log out');
    expect(await bar.innerText()).toMatch(/Visitor #\d{4}/);
  },
);

browserTest('creates contacts and likes, and shows the delivery of their events', async () => {
  const { page, events, control } = await setup();
  const bar = page.getByRole('banner', { name: 'Emulator' });
  const status = bar.getByRole('status');

  await bar.getByText('Actions').click();
  await bar.getByRole('button', { name: 'Like the post' }).click();
  await status.filter({ hasText: 'liked' }).waitFor();
  await bar.getByText('Actions').click();
  await bar.getByLabel('E-mail').last().fill('eva@example.com');
  await bar.getByLabel('Name', { exact: true }).fill('Eva Stein');
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await status.filter({ hasText: 'site form' }).waitFor();
  const sentMessages = (await events()).filter(
    ({ name }) => name === 'message-sent-to-participant',
  );
  await bar.getByText('Actions').click();
  await bar.getByLabel('E-mail').last().fill('otto@example.com');
  await bar.getByLabel('owner').check();
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await status.filter({ hasText: 'owner' }).waitFor();

  const names = (await events()).map(({ name, outcome }) => `${name} ${outcome}`);
  expect(names).toContain('post-liked delivered');
  expect(names.filter((name) => name === 'contact-created delivered')).toHaveLength(2);
  expect(sentMessages).toHaveLength(1);
  expect(names.filter((name) => name.startsWith('message-sent-to-participant'))).toHaveLength(1);
  await bar.getByText('Events').click();
  await bar.getByRole('list', { name: 'Events, newest first' }).getByText('post liked').waitFor();
  expect(await control('GET', 'faults')).toEqual({ faults: [] });
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
    const bar = page.getByRole('banner', { name: 'Emulator' });
    await bar.getByText('Act as').click();
    await bar.getByRole('button', { name: 'Site owner on the live site' }).click();
    await bar.getByText('Site owner', { exact: true }).waitFor();
    await page.getByText('Message received').waitFor();

    expect(await page.getByText('Conversations merged').count()).toBe(0);
  },
);
