import { expect } from 'vitest';
import { chatPages } from '../support/browser/chat-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = chatPages('reading');

const TEXT = 'مرحبا  https://example.com/a(b).\n  <b>two</b>';

browserTest.for([1280, 360])(
  'shows texts as written, and keeps the place and the focus of the reader at %i pixels',
  async (width) => {
    const { page, replyAsOwner, sendText, waitForMessage, messages } = await setup('/chat', {
      width,
      height: 740,
    });
    for (let at = 1; at <= 34; at += 1) await replyAsOwner(`line ${String(at)}`);
    await replyAsOwner(TEXT);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    /** Returns the distance of a message from the top of the list. */
    const placeOf = (text: string) =>
      page
        .getByText(text, { exact: true })
        .evaluate((node) => Math.round(node.getBoundingClientRect().top));
    const scroll = (by: number) =>
      page.locator('#chatScroll').evaluate((node, top) => {
        node.scrollBy(0, top);
      }, by);

    await page.getByRole('button', { name: 'Show conversation' }).click();
    await waitForMessage('line 34');
    await expect.poll(focused).toBe('chatInput');
    const shown = page.locator('#chatMessages [data-id="chatText"] p').last();
    await expect.poll(async () => (await shown.innerText()).replaceAll('\u00a0', ' ')).toBe(TEXT);
    await expect.poll(() => shown.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
    const link = shown.getByRole('link', { name: 'https://example.com/a(b)' });
    await expect.poll(() => link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
    await expect.poll(() => page.locator('#chatAnnouncement').textContent()).toBe('');

    await scroll(-500);
    const before = await placeOf('line 30');
    await replyAsOwner('new one');
    await replyAsOwner('new two');
    await page.getByRole('button', { name: '2 new messages' }).waitFor();
    await expect.poll(() => placeOf('line 30')).toBe(before);
    await page.getByRole('button', { name: '2 new messages' }).click();
    await page.getByRole('button', { name: '2 new messages' }).waitFor({ state: 'hidden' });
    await expect.poll(focused).toBe('chatInput');

    await scroll(-100_000);
    const first = await placeOf('line 6');
    await page.getByRole('button', { name: 'Show older messages' }).click();
    await page.getByText('line 1', { exact: true }).waitFor({ state: 'attached' });
    await expect.poll(focused).toBe('chatInput');
    await expect.poll(async () => Math.abs((await placeOf('line 6')) - first)).toBeLessThan(60);

    await page.evaluate(() => {
      const added: string[] = [];
      Object.assign(globalThis, { added });
      const list = document.querySelector('#chatMessages');
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) added.push(node.textContent ?? '');
        }
      }).observe(list ?? document, { childList: true });
    });
    await sendText('mine');
    await page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /:/ }).waitFor();
    await expect.poll(async () => (await messages()).slice(-2)).toEqual(['new two', 'mine']);
    await expect.poll(() => page.evaluate('added.length')).toBe(1);
  },
);
