import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { LOW_CONTRAST_TEXTS } from '../support/browser/low-contrast.ts';
import {
  MESSAGES_OF_ALL_COLORS,
  HOSTILE_MESSAGES,
  inboxScreen,
} from '../support/browser/inbox-screen.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = inboxScreen();

function readScrollPosition(
  page: Page,
): Promise<{ readonly fromTop: number; readonly fromEnd: number }> {
  return page.locator('#log').evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
    fromTop: scrollTop,
    fromEnd: Math.round(scrollHeight - clientHeight - scrollTop),
  }));
}

browserTest(
  'shows the first message in the empty inbox without a reload, and marks it as read',
  async () => {
    const { page, open, send, businessMessages } = await setup();
    await page.getByText('No conversations in the inbox of My Site yet').waitFor();

    await send(await open(), 'Hello, is anyone there?');

    await businessMessages.getByText('Hello, is anyone there?').waitFor();
    await page.locator('#conversation[data-unread="0"]').waitFor();
    await page.locator('.count').waitFor({ state: 'detached' });
    await expect.poll(() => page.title()).toBe('Inbox of My Site');
  },
);

browserTest('keeps the reply text, the focus and the caret while messages arrive', async () => {
  const { page, open, send, show, replyField, businessMessages } = await setup();
  const id = await open();
  await send(id, 'first');
  await show(id);
  await replyField.fill('half a sentence');
  await replyField.press('Home');
  await replyField.press('ArrowRight');

  await send(id, 'second');
  await businessMessages.getByText('second').waitFor();
  await page.keyboard.type('X');

  await expect.poll(() => replyField.inputValue()).toBe('hXalf a sentence');
});

browserTest('scrolls to new messages at the end, but not while older ones are shown', async () => {
  const { page, open, send, show, businessMessages } = await setup();
  const id = await open();
  for (let number = 1; number <= 20; number += 1) await send(id, `number ${String(number)}.`);
  await show(id);

  await send(id, 'followed');
  await businessMessages.getByText('followed').waitFor();
  await expect.poll(async () => (await readScrollPosition(page)).fromEnd).toBe(0);

  await page.locator('#log').evaluate((log) => log.scrollTo(0, 100));
  await send(id, 'not followed');
  await page.getByRole('button', { name: 'New messages' }).waitFor();
  await expect.poll(async () => (await readScrollPosition(page)).fromTop).toBe(100);

  await page.getByRole('button', { name: 'New messages' }).click();
  await expect.poll(async () => (await readScrollPosition(page)).fromEnd).toBe(0);
  await page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'hidden' });
});

browserTest('loads older messages on demand without moving the visible ones', async () => {
  const { page, open, send, show, businessMessages } = await setup();
  const id = await open();
  for (let number = 1; number <= 65; number += 1) await send(id, `number ${String(number)}.`);
  await show(id);
  const older = page.getByRole('link', { name: 'Load older messages' });
  await expect.poll(() => businessMessages.count()).toBe(30);
  await older.scrollIntoViewIfNeeded();
  const before = await businessMessages.getByText('number 36.').boundingBox();

  await older.press('Enter');
  await businessMessages.getByText('number 6.', { exact: true }).waitFor();
  expect((await businessMessages.getByText('number 36.').boundingBox())?.y).toBeCloseTo(
    before?.y ?? 0,
    0,
  );
  await older.press('Enter');
  await page.getByText('Start of the conversation').waitFor();
  await send(id, 'number 66.');
  await businessMessages.getByText('number 66.').waitFor({ state: 'attached' });

  const numbers = (await businessMessages.allInnerTexts()).map(
    (text) => /number (\d+)\./.exec(text)?.[1],
  );
  expect(numbers).toEqual(Array.from({ length: 66 }, (_, index) => String(index + 1)));
});

browserTest('sends one reply for a double click, and one for Ctrl+Enter', async () => {
  const { page, open, send, show, replyField, idleReplyForm, businessMessages, requests } =
    await setup();
  const id = await open();
  await send(id, 'question');
  await show(id);

  await replyField.fill('by click\nwith two lines');
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await businessMessages.getByText('by click with two lines').waitFor();
  await idleReplyForm.waitFor();
  await expect.poll(() => replyField.inputValue()).toBe('');
  await replyField.fill('by keys');
  await replyField.press('Control+Enter');
  await businessMessages.getByText('by keys').waitFor();
  await requests();

  await expect.poll(() => businessMessages.count()).toBe(3);
  await expect.poll(async () => (await readScrollPosition(page)).fromEnd).toBe(0);
});

browserTest('keeps a refused reply and shows the reason', async () => {
  const { page, open, show, replyField, businessMessages } = await setup({ expected: [/400/] });
  await show(await open());
  const alert = page.getByRole('alert');

  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => alert.innerText()).toBe('Enter a message.');
  await replyField.fill('x'.repeat(16_385));
  await page.getByRole('button', { name: 'Send' }).click();
  await alert.getByText('Not sent. Wix rejected the message').waitFor();

  expect((await replyField.inputValue()).length).toBe(16_385);
  await expect.poll(() => replyField.getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => businessMessages.count()).toBe(0);
});

browserTest('keeps a reply that does not arrive', async () => {
  const { page, open, show, replyField } = await setup({ expected: [/ERR_FAILED/] });
  await show(await open());
  await page.route('**/replies', (route) => route.abort());

  await replyField.fill('into the void');
  await replyField.press('Control+Enter');

  await page.getByText('Not sent: the emulator is not responding. Your text was kept.').waitFor();
  await expect.poll(() => replyField.inputValue()).toBe('into the void');
});

browserTest('keeps the reply text of a conversation while another is open', async () => {
  const { page, open, send, show, replyField, waitForDocumentWith } = await setup();
  const [one, two] = [await open(0), await open(1)];
  await send(one, 'to one');
  await send(two, 'to two');
  await show(one);
  await replyField.fill('draft for one');

  await page.locator(`#conversation-${two} a`).press('Enter');
  await waitForDocumentWith('to two');
  await expect.poll(() => replyField.inputValue()).toBe('');
  await page.locator(`#conversation-${one} a`).press('Enter');
  await waitForDocumentWith('to one');

  await expect.poll(() => replyField.inputValue()).toBe('draft for one');
});

browserTest(
  'opens the merged conversation when the open one is merged, and keeps the reply text',
  async () => {
    const { page, open, send, show, replyField, businessMessages, makeVisitorMember } =
      await setup();
    const id = await open();
    await send(id, 'as a visitor');
    await show(id);
    await replyField.fill('my answer');

    await makeVisitorMember();

    await page.waitForURL((url) => !url.href.includes(id));
    await expect.poll(() => businessMessages.getByText('as a visitor').count()).toBe(1);
    await expect.poll(() => replyField.inputValue()).toBe('my answer');
    await page.getByRole('button', { name: 'Send' }).click();
    await businessMessages.getByText('my answer').waitFor();
  },
);

browserTest('shows the list or one conversation at 360 pixels', async () => {
  const { page, open, send, replyField } = await setup({ width: 360, height: 740 });
  const id = await open();
  await send(id, 'from the phone');
  await page.locator('#conversations').getByText('from the phone').waitFor();
  await expect.poll(() => replyField.isVisible()).toBe(false);
  // The conversation is not open, so the message stays unread.
  await expect.poll(() => page.locator('.count').innerText()).toContain('1');

  await page.locator(`#conversation-${id} a`).click();
  await replyField.waitFor();
  await expect.poll(() => page.locator('#conversations').isVisible()).toBe(false);
  await page.getByRole('link', { name: 'All conversations' }).click();

  await page.locator(`#conversation-${id}`).waitFor();
  await replyField.waitFor({ state: 'hidden' });
});

browserTest.for([1280, 360])(
  'keeps its layout with hostile content at %i pixels',
  async (width) => {
    const { page, open, send, show } = await setup({ width, height: 740 });
    const id = await open();
    for (const message of HOSTILE_MESSAGES) await send(id, '', message);
    await show(id);

    await expect.poll(() => page.title()).toBe('Inbox of My Site');
    await expect.poll(() => page.locator('#messages > li').count()).toBe(HOSTILE_MESSAGES.length);
    await expect
      .poll(() => page.locator('#inbox img, #inbox script, #inbox iframe').count())
      .toBe(0);
    const boxes = page.locator('html, #log, #conversations, #messages > li');
    const overflowing = () =>
      boxes.evaluateAll((all) =>
        all.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.id),
      );
    await expect.poll(overflowing).toEqual([]);
    await expect.poll(async () => (await readScrollPosition(page)).fromEnd).toBeLessThan(3);
  },
);

browserTest.for([1280, 360])('has a contrast of at least 4.5 to 1 at %i pixels', async (width) => {
  const { page, open, send, show } = await setup({ width, height: 740 });
  const id = await open();
  for (const message of MESSAGES_OF_ALL_COLORS) await send(id, '', message);
  await send(await open(1), 'unread in another conversation');
  await show(id);
  await page.getByRole('button', { name: 'Send' }).click();

  await expect.poll(() => page.evaluate(LOW_CONTRAST_TEXTS)).toEqual([]);
});

browserTest('keeps the messages visible with all details open, also after an update', async () => {
  const { page, open, send, show, businessMessages } = await setup();
  const id = await open();
  for (const message of MESSAGES_OF_ALL_COLORS) await send(id, '', message);
  await show(id);

  await page.getByRole('radio', { name: 'Template' }).check({ force: true });
  await page.evaluate(
    'for (const details of document.querySelectorAll("details")) details.open = true',
  );
  await send(id, 'after the details were opened');
  await businessMessages.getByText('after the details were opened').waitFor();

  const heights = () =>
    page
      .locator('#log, #event-list, #participant dl, #reply [type=submit]')
      .evaluateAll((boxes) =>
        boxes.map((box) => [
          box.getBoundingClientRect().height > 30,
          box.getBoundingClientRect().bottom <= innerHeight,
        ]),
      );
  await expect.poll(heights).toEqual(Array.from({ length: 4 }, () => [true, true]));
  expect((await page.locator('#log').boundingBox())?.height).toBeGreaterThan(180);
});

browserTest('shows whole names in the list, and finds people by their name', async () => {
  const { page, open, send, show, makeVisitorMember } = await setup();
  await send(await open(1), 'to two');
  const one = await open(0);
  await send(one, 'to one');
  await show(one);
  const names = page.locator('#conversation-list .name');
  await expect.poll(() => names.count()).toBe(2);
  await expect
    .poll(() => names.evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth)))
    .toEqual([0, 0]);

  await page.getByRole('searchbox', { name: 'Search people' }).fill('ada');
  await page.getByText('No people found').waitFor();
  await expect.poll(() => names.count()).toBe(0);
  await makeVisitorMember();
  await page.getByText('1 conversation found').waitFor();
  await expect.poll(() => names.allInnerTexts()).toEqual(['Ada Lovelace']);
  await expect.poll(() => page.url()).toContain('?q=ada');
  await page.getByRole('searchbox', { name: 'Search people' }).fill('');
  await expect.poll(() => names.count()).toBe(2);
});
