import { expect, it } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';
import { readSite } from '../../build/site-files.mjs';
import { temporaryFolder } from '../emulator/site/temporary-site.ts';
import { ownStage } from './stage.ts';
import { inAWord } from './wire-calls.ts';

/** What `npm run build` writes, laid out as Git integration has it. */
const built = await buildSite(readSite('.', '.ts'), { contact: 'Contact.c1dmp' });

function setup() {
  const files = [...built].map(([file, code]) => [`src/${file}`, code] as const);
  return ownStage({ site: temporaryFolder(Object.fromEntries(files)), editor: 'editor' });
}

it('runs as built: a form reaches the inbox, and its sender is thanked', async () => {
  const { visitor, conversationOf, events } = await setup();
  const ada = await visitor();
  const form = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });

  expect(await events('conversations-merged')).toHaveLength(1);
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(inAWord)).toEqual([
    'Contact',
    'Thank you for your message. We will get back to you soon.',
  ]);
});

it('refuses bad input as built', async () => {
  const { visitor, requests } = await setup();
  const ada = await visitor();
  const answer = await ada.call('sendFormData', { email: 'no address' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(await requests()).toEqual([]);
});

it('answers its Admin methods to the owner alone, as built', async () => {
  const { admin, post, visitor } = await setup();
  expect(await (await admin()).call('checkInbox')).toMatchObject({ ok: true });
  const { status } = await post('checkInbox', [], (await visitor()).token);
  expect(status).toBe(403);
});

it('reports a like as built', async () => {
  const { control, member, conversationOf } = await setup();
  const ada = await member('ada@example.com');
  await control('POST', 'events/post-liked', { memberId: ada.id });
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages).toHaveLength(1);
});

it('serves the page that the editor named', async () => {
  const { emulator } = await setup();
  const page = await emulator.fetch('/contact');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Contact.c1dmp.js');
});
