import { expect } from 'vitest';
import { browserTest } from '../support/browser/site-in-browser.ts';
import { basic, talkPages } from '../support/browser/conversation-page.ts';

// Who talks changes while the chat is open: an address is typed, somebody logs in or out.

const setup = talkPages('talk-who');

/** A chat after its visitor left an address and wrote on, by what his own id leads to then. */
const AFTER_ADDRESS = [
  {
    absorbedVisitor: 'merged',
    told: /^Log in to see this conversation.*we may reply by email/,
    wrote: /^Log in to see this conversation/,
    shows: ['Hello', 'Hello Ines', 'Still here'],
    became: /^Sent$/,
  },
  {
    absorbedVisitor: 'fresh',
    told: /^No messages yet/,
    wrote: /^$/,
    shows: ['Still here'],
    became: /\d:\d/,
  },
  {
    absorbedVisitor: 'not-found',
    told: /^Log in to see this conversation/,
    wrote: /^We could not identify you.*your email/,
    shows: ['Hello', 'Hello Ines'],
    became: undefined,
  },
] as const;

browserTest.for(AFTER_ADDRESS)(
  'goes on after forms without and with an address, and reads on after log-in (absorbed visitor: $absorbedVisitor)',
  async ({ absorbedVisitor, told, wrote, shows, became }) => {
    const talk = await setup();
    const { page, control, say, shown, messages, status, asOwner } = talk;
    await control('PUT', 'assumptions', { absorbedVisitor });
    await say('Hello');
    await talk.delivered('Hello');

    await talk.submitForm('Ines');
    await talk.answerAs('Hello Ines');
    await shown('Hello Ines');
    expect(await messages()).toEqual(['Hello', 'Hello Ines']);

    await talk.submitForm('Ines Falk', 'ines@example.com');
    await status(told);
    await say('Still here');
    await status(wrote);
    if (became) await talk.note('Still here', became);
    await asOwner('sendMessageTo', { email: 'ines@example.com' }, basic('Only after the log-in'));
    expect(await messages()).toEqual(shows);
    expect(await page.locator('#chatInput').inputValue()).toBe(became ? '' : 'Still here');
    const link = page.getByRole('link', { name: 'Write to us with the contact form' });
    expect(await link.isVisible()).toBe(absorbedVisitor !== 'fresh');

    await talk.inOtherTab('Log in as member', 'ines@example.com');
    await shown('Only after the log-in');
    const sent = became ? ['Still here'] : [];
    expect(await messages()).toEqual(['Hello', 'Hello Ines', ...sent, 'Only after the log-in']);
    expect(await page.locator('#chatInput').inputValue()).toBe('');
    await link.waitFor({ state: 'hidden' });
  },
);

browserTest.for(['new', 'same'] as const)(
  'leaves nothing of a member to the next person at the computer (visitor id after log-out: %s)',
  async (visitorAfterLogout) => {
    const talk = await setup();
    const { page, control, say, shown, messages, delivered, asOwner, requests } = talk;
    await control('PUT', 'assumptions', { visitorAfterLogout });
    await say('as a visitor');
    await delivered('as a visitor');
    await page.locator('#chatInput').fill('a draft');
    await talk.inOtherTab('Log in as member', 'tom@example.com');
    await page.locator('#chatInput:placeholder-shown').waitFor();
    await say('of Tom alone');
    await delivered('of Tom alone');

    const release = await talk.hold('sendBasicMessage');
    await say('on its way');
    await shown('on its way');
    await say('in the queue');
    await shown('in the queue');
    await page.locator('#chatInput').fill('a draft of Tom');
    const dropped = page.waitForResponse((it) => it.request().method() === 'DELETE');
    await talk.inOtherTab('Log out');
    await dropped;
    await talk.empty();
    expect(await page.locator('#chatInput').inputValue()).toBe('');
    expect((await talk.realtime()).subscriptions).toBe(0);
    await release();
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, basic('to Tom alone'));
    expect(await messages()).toEqual([]);

    await say('Somebody else');
    await page.locator('#chatMessages').getByText('Somebody else').waitFor();
    expect(await messages()).toEqual(['Somebody else']);
    expect(await page.locator('body').innerText()).not.toMatch(/Tom|on its way|queue/);
    expect(JSON.stringify(await requests())).not.toContain('in the queue');
  },
);
