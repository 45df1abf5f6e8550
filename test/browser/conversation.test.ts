import { expect } from 'vitest';
import * as v from 'valibot';
import { readSession } from '../support/browser/chat-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';
import { basicMessage, conversationPages } from '../support/browser/conversation-page.ts';

// A visitor or a member on the chat page, and the site owner in another browser, without reloading a page.

const setup = conversationPages('conversation');
const Contact = v.object({ contact: v.object({ id: v.string() }) });

browserTest(
  'connects a visitor and the inbox screen, with a button, if messages of the site emit no events',
  async () => {
    const { page, control, sendText, waitForMessage, messages, waitForStatus, inboxScreen } =
      await setup();
    await control('PUT', 'assumptions', { apiMessageComesBack: 'no' });
    const { screen, waitUntilReceived, reply } = await inboxScreen();

    await sendText('Is there a place in March?');
    await waitUntilReceived('Is there a place in March?');
    await reply('Two are left.');
    await waitForMessage('Two are left.');
    await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('');
    await waitForStatus(/^$/);
    await expect.poll(() => page.getByText('Error in the server-side run').count()).toBe(0);

    await screen.getByRole('radio', { name: 'Template' }).check({ force: true });
    await screen.getByRole('textbox', { name: 'Title' }).fill('Saturday at ten?');
    await screen.getByRole('textbox', { name: 'Label' }).first().fill('Yes');
    await screen.getByRole('textbox', { name: 'Interaction ID' }).first().fill('visit:yes');
    await screen.getByRole('button', { name: 'Send', exact: true }).click();
    await screen.locator('.of-participant').getByRole('button', { name: 'Yes' }).click();
    await waitForMessage('Noted: visit:yes');
    await page
      .locator('#chatMessages')
      .getByRole('button', { name: 'Yes', disabled: true })
      .waitFor();

    await expect
      .poll(() => messages())
      .toEqual([
        'Is there a place in March?',
        'Two are left.',
        'Saturday at ten?',
        // The row of the button.
        '',
        'Noted: visit:yes',
      ]);
  },
);

browserTest('shows activity on the site owner’s dashboard, also after a reload', async () => {
  const { sendText, waitForMessage, reload, dashboard, actInOtherTab } = await setup();
  const { dashboardPage, rows, waitUntilReceived, reply } = await dashboard();
  await dashboardPage.getByText('No activity yet.').waitFor();

  await sendText('Is there a place in March?');
  await dashboardPage.locator('#recentList').getByText('Message received').waitFor();
  await dashboardPage.getByRole('button', { name: 'Open' }).first().click();
  await waitUntilReceived('Is there a place in March?');
  await reply('Two are left.');
  await waitForMessage('Two are left.');
  await sendText('I take one');
  await waitUntilReceived('I take one');

  await reload(dashboardPage);
  await dashboardPage.locator('#recentList').getByText('Message sent').waitFor();
  await expect.poll(() => rows()).toEqual(['Message received', 'Message sent', 'Message received']);
  await expect.poll(() => dashboardPage.locator('#conversationBox').isVisible()).toBe(false);
  await dashboardPage.getByRole('button', { name: 'Open' }).last().click();
  await waitUntilReceived('I take one');
  expect(
    await dashboardPage.locator('#conversationMessages [data-id="messageText"]').allInnerTexts(),
  ).toEqual(['Is there a place in March?', 'Two are left.', 'I take one']);

  await actInOtherTab('Log out', '', dashboardPage);
  await dashboardPage.getByText('Log in as a site admin').waitFor();
  await expect.poll(() => dashboardPage.locator('#conversationBox').isVisible()).toBe(false);
  await expect
    .poll(() => dashboardPage.locator('main').innerText())
    .not.toMatch(/March|Message|Open$/m);
});

browserTest(
  'shows the merged messages when conversations are merged while the chat is open',
  async () => {
    const conversation = await setup();
    const { page, control, sendText, messages, waitUntilSent, asOwner, waitForMessage } =
      conversation;
    await conversation.actAs({ as: 'member', email: 'tom@example.com' });
    await conversation.reload();
    const added = await control('POST', 'contacts', {
      info: { emails: { items: [{ email: 'tom.work@example.com' }] } },
      source: { sourceType: 'ADMIN' },
    });
    const { contact } = v.parse(Contact, added);
    await sendText('Hello');
    await waitUntilSent('Hello');
    await asOwner('sendMessageTo', { contactId: contact.id }, basicMessage('To your work address'));
    await sendText('Is anyone there?');
    await waitUntilSent('Is anyone there?');
    await expect.poll(() => messages()).toEqual(['Hello', 'Is anyone there?']);

    const { identity } = await readSession(page);
    await control('POST', 'contacts/merge', {
      targetContactId: identity.contactId,
      sourceContactIds: [contact.id],
    });
    await waitForMessage('To your work address');
    await expect
      .poll(() => messages())
      .toEqual(['Hello', 'To your work address', 'Is anyone there?']);
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, basicMessage('To both'));
    await waitForMessage('To both');
  },
);

browserTest('reads messages at most twice for ten simultaneous pings', async () => {
  const { sendText, waitUntilSent, waitForMessage, countReads, publishPings, replyAsOwner } =
    await setup();
  await sendText('Hello');
  await waitUntilSent('Hello');
  await replyAsOwner('first');
  await waitForMessage('first');
  const before = await countReads();

  await publishPings(10);
  await replyAsOwner('after the burst');
  await waitForMessage('after the burst');

  // The last reply has its own ping.
  expect((await countReads()) - before).toBeLessThanOrEqual(3);
});

/** The chat after a visitor submitted an address and sent another message, by the conversation that their id then has. */
const AFTER_ADDRESS = [
  {
    absorbedVisitor: 'merged',
    statusAfterForm: /^Log in to see this conversation.*we may reply by email/,
    statusAfterText: /^Log in to see this conversation/,
    messagesBeforeLogin: ['Hello', 'Hello Ines', 'Still here'],
    ownStatus: /^Sent$/,
  },
  {
    absorbedVisitor: 'fresh',
    statusAfterForm: /^No messages yet/,
    statusAfterText: /^$/,
    messagesBeforeLogin: ['Still here'],
    ownStatus: /\d:\d/,
  },
  {
    absorbedVisitor: 'not-found',
    statusAfterForm: /^Log in to see this conversation/,
    statusAfterText: /^We could not identify you.*your email/,
    messagesBeforeLogin: ['Hello', 'Hello Ines', 'Still here'],
    ownStatus: /^Not sent\. We could not identify you/,
  },
] as const;

browserTest.for(AFTER_ADDRESS)(
  'continues after forms without and with an address, and after login (absorbed visitor: $absorbedVisitor)',
  async ({ absorbedVisitor, statusAfterForm, statusAfterText, messagesBeforeLogin, ownStatus }) => {
    const conversation = await setup();
    const { page, control, sendText, waitForMessage, messages, waitForStatus, asOwner } =
      conversation;
    await control('PUT', 'assumptions', { absorbedVisitor });
    await sendText('Hello');
    await conversation.waitUntilSent('Hello');

    await conversation.submitForm('Ines');
    await conversation.replyAsOwner('Hello Ines');
    await waitForMessage('Hello Ines');
    await expect.poll(() => messages()).toEqual(['Hello', 'Hello Ines']);

    await conversation.submitForm('Ines Falk', 'ines@example.com');
    await waitForStatus(statusAfterForm);
    await sendText('Still here');
    await waitForStatus(statusAfterText);
    await conversation.waitForStatusOf('Still here', ownStatus);
    await asOwner(
      'sendMessageTo',
      { email: 'ines@example.com' },
      basicMessage('Only after the login'),
    );
    await expect.poll(() => messages()).toEqual(messagesBeforeLogin);
    await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('');
    const link = page.getByRole('link', { name: 'Write to us with the contact form' });
    await expect.poll(() => link.isVisible()).toBe(absorbedVisitor !== 'fresh');

    await conversation.actInOtherTab('Log in as member', 'ines@example.com');
    await waitForMessage('Only after the login');
    const sent = absorbedVisitor === 'not-found' ? [] : ['Still here'];
    await expect
      .poll(() => messages())
      .toEqual(['Hello', 'Hello Ines', ...sent, 'Only after the login']);
    await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('');
    await link.waitFor({ state: 'hidden' });
  },
);

browserTest.for(['new', 'same'] as const)(
  'shows the next person at the computer nothing of the previous member (visitor id after logout: %s)',
  async (visitorAfterLogout) => {
    const conversation = await setup();
    const { page, control, sendText, waitForMessage, messages, waitUntilSent, asOwner, requests } =
      conversation;
    await control('PUT', 'assumptions', { visitorAfterLogout });
    await sendText('as a visitor');
    await waitUntilSent('as a visitor');
    await page.locator('#chatInput').fill('a draft');
    await conversation.actInOtherTab('Log in as member', 'tom@example.com');
    await page.locator('#chatInput:placeholder-shown').waitFor();
    await sendText('of Tom alone');
    await waitUntilSent('of Tom alone');

    const release = await conversation.holdCalls('sendBasicMessage');
    await sendText('on its way');
    await waitForMessage('on its way');
    await sendText('in the queue');
    await waitForMessage('in the queue');
    await page.locator('#chatInput').fill('a draft of Tom');
    const unsubscribed = page.waitForResponse((it) => it.request().method() === 'DELETE');
    await conversation.actInOtherTab('Log out');
    await unsubscribed;
    await conversation.waitUntilEmpty();
    await expect.poll(() => page.locator('#chatInput').inputValue()).toBe('');
    expect((await conversation.realtime()).subscriptions).toBe(0);
    await release();
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, basicMessage('to Tom alone'));
    await expect.poll(() => messages()).toEqual([]);

    await sendText('Another person');
    await page.locator('#chatMessages').getByText('Another person').waitFor();
    await expect.poll(() => messages()).toEqual(['Another person']);
    await expect.poll(() => page.locator('body').innerText()).not.toMatch(/Tom|on its way|queue/);
    expect(JSON.stringify(await requests())).not.toContain('in the queue');
  },
);
