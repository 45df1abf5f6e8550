import { expect } from 'vitest';
import { chatPages } from '../support/browser/chat-page.ts';
import { FAINT_TEXTS } from '../support/browser/low-contrast.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = chatPages('chat');

browserTest('asks nothing until somebody acts, then shows what was said', async () => {
  const { page, requests, answerAs, shown } = await setup('/chat');

  expect(await requests()).toEqual([]);
  await answerAs('Welcome!');
  await page.getByRole('button', { name: 'Show conversation' }).click();
  await shown('Welcome!');
});

browserTest('sends a picture of the site and shows it', async () => {
  const { page, say, requests } = await setup('/chat');

  await page.locator('#chatAddFile').setInputFiles({
    name: 'Plan of the studio.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF'),
  });
  await page.getByText('Attached: Plan of the studio.pdf').waitFor();
  await say('Here it is');
  const file = page.locator('#chatMessages').getByRole('link', { name: 'Plan of the studio.pdf' });
  await file.waitFor();

  expect(await file.getAttribute('href')).toMatch(/^https:\/\/docs\.wixstatic\.com\/ugd\/local_/);
  expect(
    (await requests()).filter(({ operation }) => operation.endsWith('SendMessage')),
  ).toHaveLength(1);
});

browserTest('reads older messages on demand, and keeps its place at the bottom', async () => {
  const { page, answerAs, messages, shown } = await setup('/chat');
  for (let at = 1; at <= 35; at += 1) await answerAs(`line ${String(at)}`);

  await page.getByRole('button', { name: 'Show conversation' }).click();
  await shown('line 35');
  expect((await messages())[0]).toBe('line 6');
  await page.getByRole('button', { name: 'Show older messages' }).click();
  await shown('line 1');

  expect(await messages()).toEqual(Array.from({ length: 35 }, (_, at) => `line ${String(at + 1)}`));
  await page.getByRole('button', { name: 'Show older messages' }).waitFor({ state: 'hidden' });
});

browserTest('ends with the same list when the connection was lost meanwhile', async () => {
  const { page, say, shown, answerAs, control, messages } = await setup('/chat', {
    expected: [/status of 503/, /INCOMPLETE_CHUNKED|ERR_/],
  });
  await say('Hello');
  await page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ }).waitFor();
  await answerAs('first');
  await shown('first');

  await control('PUT', 'realtime', { connected: false });
  await page.getByText('Connection lost.').waitFor();
  await answerAs('second');
  await control('PUT', 'realtime', { connected: true });
  await shown('second');

  expect(await messages()).toEqual(['Hello', 'first', 'second']);
  await page.locator('#chatStatus:empty').waitFor({ state: 'attached' });
});

browserTest('shows what people write as text, never as markup', async () => {
  const { page, say, shown } = await setup('/chat');
  const attack = '<img src=x onerror="document.title=\'owned\'">';
  await say(attack);
  await shown(attack);
  expect(await page.title()).toBe('Chat with us');
});

browserTest.for(['/chat', '/dashboard', '/contact'])(
  '%s fits into 360 pixels, and nothing is faint',
  async (path) => {
    const { page, say } = await setup(path, { width: 360, height: 740 });
    if (path === '/chat') {
      await say('A long word: '.repeat(3) + 'x'.repeat(80));
      await page.locator('#chatMessages .from-me').waitFor();
    }

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
  },
);

browserTest('is used by the keyboard alone, and shows where the focus is', async () => {
  const { page, shown } = await setup('/chat');
  const focused = async (): Promise<unknown> =>
    page.evaluate(
      '[document.activeElement.id || document.activeElement.textContent.trim(), getComputedStyle(document.activeElement.closest(".attach") ?? document.activeElement).outlineStyle]',
    );
  await page.locator('#siteMenu a').last().focus();

  const seen: unknown[] = [];
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('Tab');
    seen.push(await focused());
  }
  expect(seen).toEqual(
    ['chatScroll', 'chatOpen', 'chatInput', 'chatSend', 'chatAddImage', 'chatAddFile'].map((id) => [
      id,
      'solid',
    ]),
  );
  await page.locator('#chatInput').focus();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await shown('By keyboard');
});
