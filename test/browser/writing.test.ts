// Writing in the pages with real keys, an input method, slow lines and reloads.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chatPages } from '../support/browser/chat-page.ts';
import { fillForm } from '../support/browser/contact-page.ts';
import { browserTest, waitUntilReady } from '../support/browser/site-in-browser.ts';

const setup = chatPages('writing');

/** Types with an input method, and ends its composition with Enter. */
async function compose(page: Page, text: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  await page.keyboard.press('Enter');
  await protocol.send('Input.insertText', { text });
}

browserTest('sends on Enter, but not on the Enter that ends a composition', async () => {
  const { page, waitForMessage, messages } = await setup('/chat');
  const input = page.locator('#chatInput');
  await input.focus();
  await compose(page, 'にほん');
  await expect.poll(() => input.inputValue()).toContain('にほん');
  await input.fill('にほん');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('ありがとう');
  await page.keyboard.press('Enter');
  // Typed at once, for the next message.
  await page.keyboard.type('next');

  await waitForMessage('にほん\nありがとう');
  await expect.poll(() => messages()).toEqual(['にほん\nありがとう']);
  await expect.poll(() => input.inputValue()).toBe('next');
});

browserTest('continues after a reload: the draft, and a message on a slow line, once', async () => {
  const { page, sendText, reload, requests, messages } = await setup('/chat', {
    expected: [/Failed to load resource/],
  });
  await page.locator('#chatInput').focus();
  await page.getByText('No messages yet.').waitFor();
  // Wix receives the message, and the page never gets the answer.
  await page.route(
    /sendBasicMessage/,
    async (route) => {
      await route.fetch();
    },
    { times: 1 },
  );
  await sendText('on its way');
  await page.getByText('Sending…').waitFor();
  await page.locator('#chatInput').fill('a draft\nof two lines');
  const sends = async () =>
    (await requests()).filter(({ operation }) => operation.endsWith('SendMessage'));
  await expect.poll(sends).toHaveLength(1);
  await reload();

  await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('a draft\nof two lines');
  await page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ }).waitFor();
  await expect.poll(() => messages()).toEqual(['on its way']);
  expect(await sends()).toHaveLength(1);
});

browserTest('shows a form that was sent in the chat of the same tab, not of another', async () => {
  const { page, openInNewBrowser } = await setup('/contact');
  await fillForm(page);
  await page.locator('#submitButton').click();
  await page.locator('#sent:not(:empty)').waitFor();
  await page.goto(new URL('/chat', page.url()).href);
  await waitUntilReady(page);
  await page.locator('#chatOpen').click();
  await page.locator('#chatMessages').getByText('Is there a place in March?').waitFor();
  await page.getByText('Log in to see this conversation.').waitFor();

  const other = await openInNewBrowser('/chat');
  await other.locator('#chatOpen').click();
  await other.getByText('No messages yet.').waitFor();
  await expect.poll(() => other.locator('#chatMessages').innerText()).toBe('');
});

browserTest('shows nothing of another person, after the identity changed', async () => {
  const { page, actAs, reload } = await setup('/chat');
  await page.locator('#chatInput').fill('private');
  await page.getByText('No messages yet.').waitFor();
  await expect.poll(() => page.evaluate('JSON.stringify(sessionStorage)')).toContain('private');
  await actAs({ as: 'visitor' });
  await reload();

  await page.getByText('No messages yet.').waitFor();
  await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('');
  await expect.poll(() => page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('private');
});

browserTest('removes a chosen file before it is sent', async () => {
  const { page } = await setup('/chat', { width: 360, height: 740 });
  await page.locator('#chatAddFile').setInputFiles({
    name: 'Plan of the studio.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF'),
  });
  await page.getByText('Attached: Plan of the studio.pdf').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => page.locator('#chatFiles').innerText()).toBe('');
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('chatInput');
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});
