import { expect } from 'vitest';
import * as v from 'valibot';
import { sessionOf } from './chat-page.ts';
import { browserTest } from './site-in-browser.ts';
import { talkPages } from './talk-page.ts';

// A visitor or a member on the chat page, the owner in another browser: nobody loads a page again.

const setup = talkPages('talk');
const Contact = v.object({ contact: v.object({ id: v.string() }) });
const text = (says: string) => ({ basic: { items: [{ text: says }] } });

browserTest.for(['yes', 'no'] as const)(
  'lets a visitor and the inbox screen talk, a button too (messages come back as events: %s)',
  async (apiMessageComesBack) => {
    const { page, control, say, shown, messages, status, inboxScreen } = await setup();
    await control('PUT', 'readings', { apiMessageComesBack });
    const { screen, received, reply } = await inboxScreen();

    await say('Is there a place in March?');
    await received('Is there a place in March?');
    await reply('Two are left.');
    await shown('Two are left.');
    expect(await page.locator('#chatInput').inputValue()).toBe('');
    await status(/^$/);
    expect(await page.getByText('On the server, where Wix runs it first').count()).toBe(0);

    await screen.getByRole('radio', { name: 'Template' }).check({ force: true });
    await screen.getByRole('textbox', { name: 'Title' }).fill('Saturday at ten?');
    await screen.getByRole('textbox', { name: 'Label' }).first().fill('Yes');
    await screen.getByRole('textbox', { name: 'or interaction id' }).first().fill('visit:yes');
    await screen.getByRole('button', { name: 'Send', exact: true }).click();
    await screen.locator('.of-participant').getByRole('button', { name: 'Yes' }).click();
    await shown('Noted: visit:yes');

    expect(await messages()).toEqual([
      'Is there a place in March?',
      'Two are left.',
      'Saturday at ten?\n• Yes',
      'Noted: visit:yes',
    ]);
  },
);

browserTest('shows the owner’s dashboard what happens, and keeps it over a reload', async () => {
  const { say, shown, reload, dashboard, inOtherTab } = await setup();
  const { desk, rows, received, reply } = await dashboard();
  await desk.getByText('Nothing has happened yet.').waitFor();

  await say('Is there a place in March?');
  await desk.locator('#recentList').getByText('Message received').waitFor();
  await desk.getByRole('button', { name: 'Open' }).first().click();
  await received('Is there a place in March?');
  await reply('Two are left.');
  await shown('Two are left.');
  await say('I take one');
  await received('I take one');

  await reload(desk);
  await desk.locator('#recentList').getByText('Message sent').waitFor();
  expect(await rows()).toEqual(['Message received', 'Message sent', 'Message received']);
  expect(await desk.locator('#talkBox').isVisible()).toBe(false);
  await desk.getByRole('button', { name: 'Open' }).last().click();
  await received('I take one');
  expect(await desk.locator('#talkMessages [data-id="talkText"]').allInnerTexts()).toEqual([
    'Is there a place in March?',
    'Two are left.',
    'I take one',
  ]);

  await inOtherTab('Log out', '', desk);
  await desk.getByText("Log in as the site's owner").waitFor();
  expect(await desk.locator('#talkBox').isVisible()).toBe(false);
  expect(await desk.locator('main').innerText()).not.toMatch(/March|Message|Open$/m);
});

/** A chat after its visitor left an address and wrote on, by what his own id leads to then. */
const AFTER_ADDRESS = [
  {
    absorbedVisitor: 'merged',
    told: /^Log in to see this conversation.*answers come by e-mail/,
    wrote: /^Log in to see this conversation/,
    shows: ['Hello', 'Hello Ines', 'Still here'],
    became: /^Sent$/,
  },
  {
    absorbedVisitor: 'fresh',
    told: /^Nothing here yet/,
    wrote: /^$/,
    shows: ['Still here'],
    became: /\d:\d/,
  },
  {
    absorbedVisitor: 'not-found',
    told: /^Log in to see this conversation/,
    wrote: /^We could not tell who is writing.*your e-mail/,
    shows: ['Hello', 'Hello Ines'],
    became: undefined,
  },
] as const;

browserTest.for(AFTER_ADDRESS)(
  'goes on after forms without and with an address, and reads on after log-in (absorbed visitor: $absorbedVisitor)',
  async ({ absorbedVisitor, told, wrote, shows, became }) => {
    const talk = await setup();
    const { page, control, say, shown, messages, status, asOwner } = talk;
    await control('PUT', 'readings', { absorbedVisitor });
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
    await asOwner('sendMessageTo', { email: 'ines@example.com' }, text('Only after the log-in'));
    expect(await messages()).toEqual(shows);
    expect(await page.locator('#chatInput').inputValue()).toBe(became ? '' : 'Still here');
    const link = page.getByRole('link', { name: 'Leave your e-mail' });
    expect(await link.isVisible()).toBe(absorbedVisitor !== 'fresh');

    await talk.inOtherTab('Log in as member', 'ines@example.com');
    await shown('Only after the log-in');
    const sent = became ? ['Still here'] : [];
    expect(await messages()).toEqual(['Hello', 'Hello Ines', ...sent, 'Only after the log-in']);
    expect(await page.locator('#chatInput').inputValue()).toBe('');
    expect(await link.isVisible()).toBe(false);
  },
);

browserTest.for(['new', 'same'] as const)(
  'leaves nothing of a member to the next person at the computer (visitor id after log-out: %s)',
  async (visitorAfterLogout) => {
    const talk = await setup();
    const { page, control, say, shown, messages, delivered, asOwner, requests } = talk;
    await control('PUT', 'readings', { visitorAfterLogout });
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
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, text('to Tom alone'));
    expect(await messages()).toEqual([]);

    await say('Somebody else');
    await page.locator('#chatMessages').getByText('Somebody else').waitFor();
    expect(await messages()).toEqual(['Somebody else']);
    expect(await page.locator('body').innerText()).not.toMatch(/Tom|on its way|queue/);
    expect(JSON.stringify(await requests())).not.toContain('in the queue');
  },
);

browserTest(
  'ends with the right list when conversations are merged while the chat is open',
  async () => {
    const talk = await setup();
    const { page, control, say, messages, delivered, asOwner, shown } = talk;
    await talk.actAs({ as: 'member', email: 'tom@example.com' });
    await talk.reload();
    const added = await control('POST', 'contacts', {
      info: { emails: { items: [{ email: 'tom.work@example.com' }] } },
      source: { sourceType: 'ADMIN' },
    });
    const { contact } = v.parse(Contact, added);
    await say('Hello');
    await delivered('Hello');
    await asOwner('sendMessageTo', { contactId: contact.id }, text('To your work address'));
    await say('Anybody there?');
    await delivered('Anybody there?');
    expect(await messages()).toEqual(['Hello', 'Anybody there?']);

    const { identity } = await sessionOf(page);
    await control('POST', 'contacts/merge', {
      targetContactId: identity.contactId,
      sourceContactIds: [contact.id],
    });
    await shown('To your work address');
    expect(await messages()).toEqual(['Hello', 'To your work address', 'Anybody there?']);
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, text('To both'));
    await shown('To both');
  },
);

browserTest('reads twice at the most when ten pings come at once', async () => {
  const { say, delivered, shown, reads, ping, answerAs } = await setup();
  await say('Hello');
  await delivered('Hello');
  await answerAs('first');
  await shown('first');
  const before = await reads();

  await ping(10);
  await answerAs('after the burst');
  await shown('after the burst');

  // The last answer has a ping of its own.
  expect((await reads()) - before).toBeLessThanOrEqual(3);
});
