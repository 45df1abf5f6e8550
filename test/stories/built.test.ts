import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';
import { checkDist } from '../../build/check-dist.mjs';
import { MOST_TO_PASTE, pasteSite } from '../../build/paste-site.mjs';
import { readSite, writeSite } from '../../build/site-files.mjs';
import { stage } from './stage.ts';
import { inAWord } from './wire-calls.ts';

/** What `npm run build` writes: for Git integration, where it lies in `src`, and to paste. */
const dist = mkdtempSync(join(tmpdir(), 'dist-'));
afterAll(() => rmSync(dist, { recursive: true, force: true }));
const built = await buildSite(readSite('.', '.ts'), { contact: 'Contact.c1dmp' });
writeSite(join(dist, 'git/src'), built);
const toPaste = await pasteSite(built);
writeSite(join(dist, 'paste'), toPaste);

/** Docstrings in the first column: those of what a module declares at its top. */
const DOCSTRING = /^\/\*\*.*?\*\/$/gms;

const STAGES = {
  'dist/src': stage({ site: join(dist, 'git'), editor: 'editor' }),
  'dist/paste': stage({ site: join(dist, 'paste'), editor: 'editor' }),
};
const NAMES = ['dist/src', 'dist/paste'] as const;

function setup(name: keyof typeof STAGES) {
  return STAGES[name]();
}

it.each(NAMES)('%s: a form reaches the inbox, and its sender is thanked', async (name) => {
  const { visitor, conversationOf, events } = await setup(name);
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

it.each(NAMES)('%s: a visitor reads what he wrote', async (name) => {
  const { visitor } = await setup(name);
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'Is there a bowl left?');
  expect(await ada.call('listMessages')).toMatchObject({
    ok: true,
    messages: [{ from: 'me', items: [{ kind: 'text', text: 'Is there a bowl left?' }] }],
  });
});

it.each(NAMES)('%s: bad input is refused', async (name) => {
  const { visitor, requests } = await setup(name);
  const ada = await visitor();
  const answer = await ada.call('sendFormData', { email: 'no address' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(await requests()).toEqual([]);
});

it.each(NAMES)('%s: Admin methods answer the owner alone', async (name) => {
  const { admin, post, visitor } = await setup(name);
  expect(await (await admin()).call('checkInbox')).toMatchObject({ ok: true });
  const { status } = await post('checkInbox', [], (await visitor()).token);
  expect(status).toBe(403);
});

it.each(NAMES)('%s: a like is reported', async (name) => {
  const { control, member, conversationOf } = await setup(name);
  const ada = await member('ada@example.com');
  await control('POST', 'events/post-liked', { memberId: ada.id });
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages).toHaveLength(1);
});

it.each(NAMES)('%s: the page that the editor named is served', async (name) => {
  const { emulator } = await setup(name);
  const page = await emulator.fetch('/contact');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Contact.c1dmp.js');
});

it('is at most eight files to paste, which Wix can run', () => {
  const byHand = [...toPaste.keys()].filter((file) => !file.startsWith('pages/'));
  expect(byHand.length).toBeLessThanOrEqual(MOST_TO_PASTE);
  expect(MOST_TO_PASTE).toBe(8);
  const packages = [...toPaste.values()].join('').match(/@wix\/[a-z-]+(?=')/g) ?? [];
  expect(checkDist(toPaste, packages)).toEqual([]);
});

it('says of each function to paste what it says in its module', () => {
  const said = [...built.values()].flatMap((code) => code.match(DOCSTRING) ?? []);
  const pasted = [...toPaste.values()].join('\n');
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((docstring) => !pasted.includes(docstring))).toEqual([]);
});
