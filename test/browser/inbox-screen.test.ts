import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { FAINT_TEXTS } from '../support/browser/low-contrast.ts';
import {
  COLOURFUL_MESSAGES,
  HOSTILE_MESSAGES,
  inboxInBrowser,
} from '../support/browser/inbox-screen.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = inboxInBrowser();

function scrollOf(page: Page): Promise<{ readonly fromTop: number; readonly fromEnd: number }> {
  return page.locator('#log').evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
    fromTop: scrollTop,
    fromEnd: Math.round(scrollHeight - clientHeight - scrollTop),
  }));
}

browserTest('shows the first message in the empty inbox by itself, and reads it', async () => {
  const { page, open, send, messages } = await setup();
  await page.getByText('No conversations in the inbox of My Site yet').waitFor();

  await send(await open(), 'Hello, anybody there?');

  await messages.getByText('Hello, anybody there?').waitFor();
  await page.locator('#conversation[data-unread="0"]').waitFor();
  await page.locator('.count').waitFor({ state: 'detached' });
  expect(await page.title()).toBe('Inbox of My Site');
});

browserTest('keeps the typed reply, its focus and its caret while messages arrive', async () => {
  const { page, open, send, show, reply, messages } = await setup();
  const id = await open();
  await send(id, 'first');
  await show(id);
  await reply.fill('half a sentence');
  await reply.press('Home');
  await reply.press('ArrowRight');

  await send(id, 'second');
  await messages.getByText('second').waitFor();
  await page.keyboard.type('X');

  expect(await reply.inputValue()).toBe('hXalf a sentence');
});

browserTest('follows new messages at the end, and stays where one reads older ones', async () => {
  const { page, open, send, show, messages } = await setup();
  const id = await open();
  for (let number = 1; number <= 20; number += 1) await send(id, `number ${String(number)}.`);
  await show(id);

  await send(id, 'followed');
  await messages.getByText('followed').waitFor();
  expect((await scrollOf(page)).fromEnd).toBe(0);

  await page.locator('#log').evaluate((log) => log.scrollTo(0, 100));
  await send(id, 'not followed');
  await page.getByRole('button', { name: 'New messages' }).waitFor();
  expect((await scrollOf(page)).fromTop).toBe(100);

  await page.getByRole('button', { name: 'New messages' }).click();
  expect((await scrollOf(page)).fromEnd).toBe(0);
  await page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'hidden' });
});

browserTest('shows older messages on demand without moving what is read', async () => {
  const { page, open, send, show, messages } = await setup();
  const id = await open();
  for (let number = 1; number <= 65; number += 1) await send(id, `number ${String(number)}.`);
  await show(id);
  const older = page.getByRole('link', { name: 'Load older messages' });
  expect(await messages.count()).toBe(30);
  await older.scrollIntoViewIfNeeded();
  const before = await messages.getByText('number 36.').boundingBox();

  await older.press('Enter');
  await messages.getByText('number 6.', { exact: true }).waitFor();
  expect((await messages.getByText('number 36.').boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await older.press('Enter');
  await page.getByText('Start of the conversation').waitFor();
  await send(id, 'number 66.');
  await messages.getByText('number 66.').waitFor({ state: 'attached' });

  const numbers = (await messages.allInnerTexts()).map((text) => /number (\d+)\./.exec(text)?.[1]);
  expect(numbers).toEqual(Array.from({ length: 66 }, (_, index) => String(index + 1)));
});

browserTest('sends one reply for a double click, and one for Ctrl and Enter', async () => {
  const { page, open, send, show, reply, replied, messages, requests } = await setup();
  const id = await open();
  await send(id, 'question');
  await show(id);

  await reply.fill('by click\nwith two lines');
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await messages.getByText('by click with two lines').waitFor();
  await replied.waitFor();
  expect(await reply.inputValue()).toBe('');
  await reply.fill('by keys');
  await reply.press('Control+Enter');
  await messages.getByText('by keys').waitFor();
  await requests();

  expect(await messages.count()).toBe(3);
  expect((await scrollOf(page)).fromEnd).toBe(0);
});

browserTest('keeps a refused reply and says why it was refused', async () => {
  const { page, open, show, reply, messages } = await setup({ expected: [/400/] });
  await show(await open());
  const alert = page.getByRole('alert');

  await page.getByRole('button', { name: 'Send' }).click();
  expect(await alert.innerText()).toBe('Enter a message.');
  await reply.fill('x'.repeat(16_385));
  await page.getByRole('button', { name: 'Send' }).click();
  await alert.getByText('Not sent. Wix rejected the message').waitFor();

  expect((await reply.inputValue()).length).toBe(16_385);
  expect(await reply.getAttribute('aria-invalid')).toBe('true');
  expect(await messages.count()).toBe(0);
});

browserTest('keeps a reply that does not arrive', async () => {
  const { page, open, show, reply } = await setup({ expected: [/ERR_FAILED/] });
  await show(await open());
  await page.route('**/replies', (route) => route.abort());

  await reply.fill('into the void');
  await reply.press('Control+Enter');

  await page.getByText('Not sent: the emulator is not responding. Your text was kept.').waitFor();
  expect(await reply.inputValue()).toBe('into the void');
});

browserTest('keeps what was typed to one conversation while another is open', async () => {
  const { page, open, send, show, reply, readyWith } = await setup();
  const [one, two] = [await open(0), await open(1)];
  await send(one, 'to one');
  await send(two, 'to two');
  await show(one);
  await reply.fill('draft for one');

  await page.locator(`#conversation-${two} a`).press('Enter');
  await readyWith('to two');
  expect(await reply.inputValue()).toBe('');
  await page.locator(`#conversation-${one} a`).press('Enter');
  await readyWith('to one');

  expect(await reply.inputValue()).toBe('draft for one');
});

browserTest('goes along when the open conversation is merged, with what was typed', async () => {
  const { page, open, send, show, reply, messages, becomeMember } = await setup();
  const id = await open();
  await send(id, 'as a visitor');
  await show(id);
  await reply.fill('my answer');

  await becomeMember();

  await page.waitForURL((url) => !url.href.includes(id));
  expect(await messages.getByText('as a visitor').count()).toBe(1);
  expect(await reply.inputValue()).toBe('my answer');
  await page.getByRole('button', { name: 'Send' }).click();
  await messages.getByText('my answer').waitFor();
});

browserTest('is a list, then a conversation, on a screen of 360 pixels', async () => {
  const { page, open, send, reply } = await setup({ width: 360, height: 740 });
  const id = await open();
  await send(id, 'from the phone');
  await page.locator('#conversations').getByText('from the phone').waitFor();
  expect(await reply.isVisible()).toBe(false);
  // Nobody has seen it yet: it stays unread.
  expect(await page.locator('.count').innerText()).toContain('1');

  await page.locator(`#conversation-${id} a`).click();
  await reply.waitFor();
  expect(await page.locator('#conversations').isVisible()).toBe(false);
  await page.getByRole('link', { name: 'All conversations' }).click();

  await page.locator(`#conversation-${id}`).waitFor();
  expect(await reply.isVisible()).toBe(false);
});

browserTest.for([1280, 360])('stays whole under hostile content at %i pixels', async (width) => {
  const { page, open, send, show } = await setup({ width, height: 740 });
  const id = await open();
  for (const message of HOSTILE_MESSAGES) await send(id, '', message);
  await show(id);

  expect(await page.title()).toBe('Inbox of My Site');
  expect(await page.locator('#messages > li').count()).toBe(HOSTILE_MESSAGES.length);
  expect(await page.locator('#inbox img, #inbox script, #inbox iframe').count()).toBe(0);
  const wide = await page
    .locator('html, #log, #conversations, #messages > li')
    .evaluateAll((boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.id),
    );
  expect(wide).toEqual([]);
  const { fromEnd } = await scrollOf(page);
  expect(fromEnd).toBeLessThan(3);
});

browserTest.for([1280, 360])('has a contrast of 4.5 to 1 or more at %i pixels', async (width) => {
  const { page, open, send, show } = await setup({ width, height: 740 });
  const id = await open();
  for (const message of COLOURFUL_MESSAGES) await send(id, '', message);
  await send(await open(1), 'unread in another conversation');
  await show(id);
  await page.getByRole('button', { name: 'Send' }).click();

  expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
});
