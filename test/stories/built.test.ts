import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';
import { checkDist } from '../../build/check-dist.mjs';
import { installSite } from '../../build/install-site.mjs';
import { MOST_TO_PASTE } from '../../build/paste-site.mjs';
import { readSite, writeSite } from '../../build/site-files.mjs';
import { build, filesIn, writeInto } from '../build/site-on-disk.ts';
import { openPage } from '../support/emulator/control/live-page.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { startEmulator } from '../support/emulator.ts';
import { ownStage, stage } from '../support/stories/harness.ts';
import { inAWord } from '../support/stories/wix-calls.ts';

// What `npm run build` writes, for Git integration and to paste, and where it has installed. A build takes
// seconds, so that there is one for all of this.

/** An empty site into which the command has installed, and what it has built. */
const empty = mkdtempSync(join(tmpdir(), 'empty-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));
writeInto(empty, { 'src/pages/masterPage.js': '' });
const command = build(empty, '--into', 'src');
const files = readSite('dist/src', '.js');
const toPaste = readSite('dist/paste', '.js');

const FORM = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const THANKED = ['Contact', 'Thank you for your message. We will get back to you soon.'];

/** A site that has each of the files that Wix, or a page, looks for by its name. */
const OWN = {
  'src/backend/events.js': `import { heard } from 'backend/notes';

export async function wixCrm_onContactCreated(event) {
  heard.push(event.entity.primaryInfo.email);
}

export function wixStores_onNewOrder(event) {
  heard.push(event);
}
`,
  'src/backend/inbox.web.js': `import { Permissions, webMethod } from '@wix/web-methods';
import { heard } from 'backend/notes';

export const whatWasHeard = webMethod(Permissions.Anyone, () => heard);
`,
  'src/backend/notes.js': 'export const heard = [];\n',
  'src/backend/realtime-permissions.js': `export function realtime_check_permission(channel, subscriber) {
  return { read: channel.name !== 'staff' };
}
`,
};

function setup(own: Readonly<Record<string, string>> = {}) {
  const repository = temporaryFolder({ 'src/pages/masterPage.js': '', ...own });
  const site = join(repository, 'src');
  const install = (version = files) => installSite(site, version, '1.0.0').join('\n');
  return {
    site,
    install,
    /** Does by hand what the installation asked for. */
    follow(said: string): void {
      for (const file of said.match(/^backend\/\S+(?= is the site's own, and stays)/gm) ?? []) {
        const path = join(site, file);
        const [part = ''] = said.slice(said.indexOf(`${file} is`)).split(/\n(?=backend\/)/);
        writeInto(site, { [file]: withLines(readFileSync(path, 'utf8'), part) });
      }
    },
    open: () => ownStage({ site: repository, editor: 'editor' }),
    /** The same without the stage, for its other web methods and its channels. */
    start: () => startEmulator({ site: repository }),
  };
}

/** Writes the indented lines into a file: at its end, or into the function that is named. */
function withLines(code: string, said: string): string {
  let into = '';
  let result = code;
  for (const line of said.split('\n')) {
    into = /^Its (\S+) /.exec(line)?.[1] ?? into;
    const added = line.startsWith('    ') ? line.slice(4) : undefined;
    if (added === undefined) continue;
    if (into === '') result += `${added}\n`;
    else if (said.includes(`Its ${into} becomes async, and begins`)) {
      result = result.replace(new RegExp(`function ${into}.*\n`), `async $&${added}\n`);
    } else result = result.replace(new RegExp(`function ${into}[^]*?\n(?=})`), `$&${added}\n`);
  }
  return result;
}

it('is installed into an empty site by the command, and a form reaches the inbox', async () => {
  expect(command).toMatchObject({ status: 0, stderr: '' });
  expect(command.stdout).toMatch(/src: \d+ added, 0 replaced, 0 removed/);
  expect(command.stdout).toContain('dist/src/pages/contact.js');
  const { visitor, conversationOf } = await ownStage({ site: empty, editor: 'editor' });
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(inAWord)).toEqual(THANKED);
});

it("lives beside a site's own events and web methods, which go on as before", async () => {
  const { install, follow, open } = setup(OWN);
  follow(install());
  expect(install()).not.toContain('by hand');
  const { visitor, conversationOf } = await open();
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(inAWord)).toEqual(THANKED);
  expect(await ada.call('whatWasHeard')).toEqual(['ada@example.com']);
});

it("lives beside a site's own rules for channels, and neither loosens the other's", async () => {
  const { install, follow, start } = setup(OWN);
  follow(install());
  const started = await start();
  const visitor = await started.session({ as: 'visitor' });
  const page = await openPage(started, visitor);
  const admitted = async (name: string, resourceId?: string) =>
    (await page.subscribe({ name, ...(resourceId !== undefined && { resourceId }) })).status;
  expect(await admitted('news')).toBe(200);
  expect(await admitted('staff')).toBe(403);
  expect(await admitted('inbox')).toBe(403);
  expect(await admitted('inbox', visitor.id)).toBe(403);
  expect(await admitted('inbox-admin')).toBe(403);
});

it("leaves a site's own files as they are until its owner follows", async () => {
  const { site, install, start } = setup(OWN);
  install();
  for (const [name, text] of Object.entries(OWN)) {
    expect(filesIn(site)[name.slice('src/'.length)]).toBe(text);
  }
  const { callBackend, session } = await start();
  const { token } = await session({ as: 'visitor' });
  const { json } = await callBackend('inbox', 'whatWasHeard', [], token);
  expect(json).toEqual({ result: [] });
});

it('runs on after an upgrade that met one changed file', async () => {
  const { site, install, open } = setup();
  const earlier = new Map(files).set('backend/inbox/gone.js', 'export const gone = 1;\n');
  const sends = earlier.get('backend/inbox/events/send-thank-you.js') ?? '';
  earlier.set('backend/inbox/events/send-thank-you.js', `${sends}// As it was.\n`);
  install(earlier);
  const answer = 'backend/inbox/entry-points.js';
  const changed = `${files.get(answer) ?? ''}// Changed here.\n`;
  writeInto(site, { [answer]: changed });

  const said = install();
  expect(said).toContain(`${answer} was changed on this site`);
  expect(said).toContain('0 added, 1 replaced, 1 removed');
  expect(filesIn(site)[answer]).toBe(changed);
  const { visitor, conversationOf } = await open();
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(inAWord)).toEqual(THANKED);
});

/** Docstrings in the first column: those of what a module declares at its top. */
const DOCSTRING = /^\/\*\*.*?\*\/$/gms;

const STAGES = {
  'dist/src': stage({ site: 'dist', editor: 'editor' }),
  'dist/paste': stage({ site: 'dist/paste', editor: 'editor' }),
};
const NAMES = ['dist/src', 'dist/paste'] as const;

function run(name: keyof typeof STAGES) {
  return STAGES[name]();
}

it.each(NAMES)('%s: a form reaches the inbox, and its sender is thanked', async (name) => {
  const { visitor, conversationOf, events } = await run(name);
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
  const { visitor } = await run(name);
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'Is there a bowl left?');
  expect(await ada.call('listMessages')).toMatchObject({
    ok: true,
    messages: [{ from: 'me', items: [{ kind: 'text', text: 'Is there a bowl left?' }] }],
  });
});

it.each(NAMES)('%s: bad input is refused', async (name) => {
  const { visitor, requests } = await run(name);
  const ada = await visitor();
  const answer = await ada.call('sendFormData', { email: 'no address' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(await requests()).toEqual([]);
});

it.each(NAMES)('%s: Admin methods answer the owner alone', async (name) => {
  const { admin, post, visitor } = await run(name);
  expect(await (await admin()).call('checkInbox')).toMatchObject({ ok: true });
  const { status } = await post('checkInbox', [], (await visitor()).token);
  expect(status).toBe(403);
});

it.each(NAMES)('%s: a like is reported', async (name) => {
  const { control, member, conversationOf } = await run(name);
  const ada = await member('ada@example.com');
  await control('POST', 'events/post-liked', { memberId: ada.id });
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages).toHaveLength(1);
});

it('serves the page by the name that the editor gave its file', async () => {
  const site = temporaryFolder({ 'pages/masterPage.js': '' });
  const page = new Map([['pages/contact.ts', '$w.onReady(() => {});']]);
  writeSite(site, await buildSite(page, { contact: 'Contact.c1dmp' }));
  const { emulator } = await startEmulator({ site, editor: 'editor' });
  const answer = await emulator.fetch('/contact', { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('Contact.c1dmp.js');
});

it('is at most eight files to paste, which Wix can run', () => {
  const byHand = [...toPaste.keys()].filter((file) => !file.startsWith('pages/'));
  expect(byHand.length).toBeLessThanOrEqual(MOST_TO_PASTE);
  expect(MOST_TO_PASTE).toBe(8);
  const packages = [...toPaste.values()].join('').match(/@wix\/[a-z-]+(?=')/g) ?? [];
  expect(checkDist(toPaste, packages)).toEqual([]);
});

it('says of each function to paste what it says in its module', () => {
  const said = [...files.values()].flatMap((code) => code.match(DOCSTRING) ?? []);
  const pasted = [...toPaste.values()].join('\n');
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((docstring) => !pasted.includes(docstring))).toEqual([]);
});
