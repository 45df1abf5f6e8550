import { expect } from 'vitest';
import { browserTest, ready } from './site-in-browser.ts';
import { talkPages } from './talk-page.ts';

// A visitor or a member on the chat page, the owner in another browser: nobody loads a page again.

const setup = talkPages('talk');

browserTest.for(['yes', 'no'] as const)(
  'lets a visitor and the inbox screen talk, a button too (messages come back as events: %s)',
  async (apiMessageComesBack) => {
    const { control, say, shown, messages, inboxScreen } = await setup();
    await control('PUT', 'readings', { apiMessageComesBack });
    const { screen, received, reply } = await inboxScreen();

    await say('Is there a place in March?');
    await received('Is there a place in March?');
    await reply('Two are left.');
    await shown('Two are left.');
    await say('I take one');
    await received('I take one');

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
      'I take one',
      'Saturday at ten?\n• Yes',
      'Noted: visit:yes',
    ]);
  },
);

browserTest('shows the owner’s dashboard what happens, and keeps it over a reload', async () => {
  const { say, shown, reload, dashboard } = await setup();
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
});
