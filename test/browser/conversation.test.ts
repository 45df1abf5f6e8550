import { expect } from 'vitest';
import * as v from 'valibot';
import { sessionOf } from '../support/browser/chat-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';
import { basic, talkPages } from '../support/browser/conversation-page.ts';

// A visitor or a member on the chat page, the owner in another browser: nobody loads a page again.

const setup = talkPages('talk');
const Contact = v.object({ contact: v.object({ id: v.string() }) });

browserTest(
  'lets a visitor and the inbox screen talk, a button too, where no message of the site is an event',
  async () => {
    const { page, control, say, shown, messages, status, inboxScreen } = await setup();
    await control('PUT', 'assumptions', { apiMessageComesBack: 'no' });
    const { screen, received, reply } = await inboxScreen();

    await say('Is there a place in March?');
    await received('Is there a place in March?');
    await reply('Two are left.');
    await shown('Two are left.');
    expect(await page.locator('#chatInput').inputValue()).toBe('');
    await status(/^$/);
    expect(await page.getByText('Error in the server-side run').count()).toBe(0);

    await screen.getByRole('radio', { name: 'Template' }).check({ force: true });
    await screen.getByRole('textbox', { name: 'Title' }).fill('Saturday at ten?');
    await screen.getByRole('textbox', { name: 'Label' }).first().fill('Yes');
    await screen.getByRole('textbox', { name: 'Interaction ID' }).first().fill('visit:yes');
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
  await desk.getByText('No activity yet.').waitFor();

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
  expect(await desk.locator('#conversationBox').isVisible()).toBe(false);
  await desk.getByRole('button', { name: 'Open' }).last().click();
  await received('I take one');
  expect(
    await desk.locator('#conversationMessages [data-id="messageText"]').allInnerTexts(),
  ).toEqual(['Is there a place in March?', 'Two are left.', 'I take one']);

  await inOtherTab('Log out', '', desk);
  await desk.getByText('Log in as a site admin').waitFor();
  expect(await desk.locator('#conversationBox').isVisible()).toBe(false);
  expect(await desk.locator('main').innerText()).not.toMatch(/March|Message|Open$/m);
});

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
    await asOwner('sendMessageTo', { contactId: contact.id }, basic('To your work address'));
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
    await asOwner('sendMessageTo', { email: 'tom@example.com' }, basic('To both'));
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
