import { expect } from 'vitest';
import { chatPages } from '../support/browser/chat-page.ts';
import { LOW_CONTRAST_TEXTS } from '../support/browser/low-contrast.ts';
import { passTimeUntilVisible } from '../support/browser/page-clock.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = chatPages('chat');

browserTest('makes no request until the person acts, then shows the conversation', async () => {
  const { page, requests, replyAsOwner, waitForMessage } = await setup('/chat');

  expect(await requests()).toEqual([]);
  await replyAsOwner('Welcome!');
  await page.getByRole('button', { name: 'Show conversation' }).click();
  await waitForMessage('Welcome!');
});

browserTest('sends a file of the site and shows it', async () => {
  const { page, sendText, requests } = await setup('/chat');

  await page.locator('#chatAddFile').setInputFiles({
    name: 'Plan of the studio.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF'),
  });
  await page.getByText('Attached: Plan of the studio.pdf').waitFor();
  await sendText('Here it is');
  const file = page.locator('#chatMessages').getByRole('link', { name: 'Plan of the studio.pdf' });
  await file.waitFor();

  await expect
    .poll(() => file.getAttribute('href'))
    .toMatch(/^https:\/\/docs\.wixstatic\.com\/ugd\/local_/);
  expect(
    (await requests()).filter(({ operation }) => operation.endsWith('SendMessage')),
  ).toHaveLength(1);
});

browserTest('loads older messages on demand, in order', async () => {
  const { page, replyAsOwner, messages, waitForMessage } = await setup('/chat');
  for (let at = 1; at <= 35; at += 1) await replyAsOwner(`line ${String(at)}`);

  await page.getByRole('button', { name: 'Show conversation' }).click();
  await waitForMessage('line 35');
  await expect.poll(async () => (await messages())[0]).toBe('line 6');
  await page.getByRole('button', { name: 'Show older messages' }).click();
  await waitForMessage('line 1');

  await expect
    .poll(() => messages())
    .toEqual(Array.from({ length: 35 }, (_, at) => `line ${String(at + 1)}`));
  await page.getByRole('button', { name: 'Show older messages' }).waitFor({ state: 'hidden' });
});

browserTest('shows the missed messages after a lost connection', async () => {
  const { page, sendText, waitForMessage, replyAsOwner, control, messages } = await setup('/chat', {
    expected: [/status of 503/, /INCOMPLETE_CHUNKED|ERR_/],
  });
  await sendText('Hello');
  await page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ }).waitFor();
  await replyAsOwner('first');
  await waitForMessage('first');

  await control('PUT', 'realtime', { connected: false });
  await page.getByText('Connection lost.').waitFor();
  await replyAsOwner('second');
  await control('PUT', 'realtime', { connected: true });
  await waitForMessage('second');

  await expect.poll(() => messages()).toEqual(['Hello', 'first', 'second']);
  await page.locator('#chatStatus:empty').waitFor({ state: 'attached' });
});

browserTest('sends the next message after an unconfirmed one, and that one on demand', async () => {
  const { page, sendText, waitForMessage, messages, requests } = await setup('/chat', {
    width: 360,
    height: 740,
    expected: [/Failed to load resource/],
  });
  await page.getByRole('button', { name: 'Show conversation' }).click();
  await page.getByText('No messages yet.').waitFor();
  await page.clock.install();
  await page.route(/sendBasicMessage/, (route) => route.abort(), { times: 5 });

  await sendText('one');
  await waitForMessage('one');
  await sendText('two');
  await page.getByText('Confirming…').waitFor();
  const notConfirmed = page.getByText('Not confirmed', { exact: true });
  await passTimeUntilVisible(page, notConfirmed);
  const sentTimes = page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ });
  await sentTimes.waitFor();
  await expect.poll(() => messages()).toEqual(['two', 'one']);
  await expect.poll(() => page.evaluate(LOW_CONTRAST_TEXTS)).toEqual([]);
  await page.getByRole('button', { name: 'Send again' }).click();
  await sentTimes.nth(1).waitFor();

  await expect.poll(() => messages()).toEqual(['two', 'one']);
  await expect.poll(() => page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  expect(
    (await requests()).filter(({ operation }) => operation.endsWith('SendMessage')),
  ).toHaveLength(2);
});

browserTest('shows messages as text, never as markup', async () => {
  const { page, sendText, waitForMessage } = await setup('/chat');
  const attack = '<img src=x onerror="document.title=\'owned\'">';
  await sendText(attack);
  await waitForMessage(attack);
  await expect.poll(() => page.title()).toBe('Chat with us');
});

browserTest.for(['/chat', '/dashboard', '/contact'])(
  '%s fits into 360 pixels, with a contrast of at least 4.5 to 1',
  async (path) => {
    const { page, sendText } = await setup(path, { width: 360, height: 740 });
    if (path === '/chat') {
      await sendText('A long word: '.repeat(3) + 'x'.repeat(80));
      await page.locator('#chatMessages .from-me').waitFor();
    }

    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await expect.poll(() => page.evaluate(LOW_CONTRAST_TEXTS)).toEqual([]);
  },
);

browserTest('can be used with the keyboard only, and shows the focus', async () => {
  const { page, waitForMessage } = await setup('/chat');
  const focused = async (): Promise<unknown> =>
    page.evaluate(
      '[document.activeElement.id || document.activeElement.textContent.trim(), getComputedStyle(document.activeElement.closest(".attach") ?? document.activeElement).outlineStyle]',
    );
  await page.locator('#siteMenu a').last().focus();

  const focusedElements: unknown[] = [];
  for (let count = 0; count < 6; count += 1) {
    await page.keyboard.press('Tab');
    focusedElements.push(await focused());
  }
  expect(focusedElements).toEqual(
    ['chatScroll', 'chatOpen', 'chatInput', 'chatSend', 'chatAddImage', 'chatAddFile'].map((id) => [
      id,
      'solid',
    ]),
  );
  await page.locator('#chatInput').focus();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await waitForMessage('By keyboard');
});
