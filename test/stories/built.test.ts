import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';
import { checkDist } from '../../build/check-dist.mjs';
import { installSite } from '../../build/install-site.mjs';
import { MAX_FILES_TO_PASTE } from '../../build/paste-site.mjs';
import { readSite, writeSite } from '../../build/site-files.mjs';
import { build, filesIn, writeInto } from '../support/build/site-on-disk.ts';
import { openPage } from '../support/emulator/control/live-page.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { startEmulator } from '../support/emulator.ts';
import { createHarness, shareEmulator } from '../support/stories/harness.ts';
import { summarize } from '../support/stories/wix-calls.ts';

// The output of `npm run build`: for Git integration, to paste, and installed into a site. A build takes seconds,
// so all tests share one.

/** An empty site into which the command installed its build. */
const empty = mkdtempSync(join(tmpdir(), 'empty-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));
writeInto(empty, { 'src/pages/masterPage.js': '' });
const buildCommand = build(empty, '--into', 'src');
const files = readSite('dist/src', '.js');
const toPaste = readSite('dist/paste', '.js');

const FORM = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const FORM_AND_THANK_YOU = ['Contact', 'Thank you for your message. We will get back to you soon.'];

/** The files of a site that already has every file that Wix or a page finds by name. */
const SITE_FILES = {
  'src/backend/events.js': `import { events } from 'backend/notes';

export async function wixCrm_onContactCreated(event) {
  events.push(event.entity.primaryInfo.email);
}

export function wixStores_onNewOrder(event) {
  events.push(event);
}
`,
  'src/backend/inbox.web.js': `import { Permissions, webMethod } from '@wix/web-methods';
import { events } from 'backend/notes';

export const listEvents = webMethod(Permissions.Anyone, () => events);
`,
  'src/backend/notes.js': 'export const events = [];\n',
  'src/backend/realtime-permissions.js': `export function realtime_check_permission(channel, subscriber) {
  return { read: channel.name !== 'staff' };
}
`,
};

function setup(siteFiles: Readonly<Record<string, string>> = {}) {
  const repository = temporaryFolder({ 'src/pages/masterPage.js': '', ...siteFiles });
  const site = join(repository, 'src');
  const install = (version = files) => installSite(site, version, '1.0.0').join('\n');
  return {
    site,
    install,
    /** Makes the changes by hand that the installation's output requires. */
    applyInstructions(output: string): void {
      for (const file of output.match(
        /^backend\/\S+(?= is the site's own and was not changed)/gm,
      ) ?? []) {
        const path = join(site, file);
        const [part = ''] = output.slice(output.indexOf(`${file} is`)).split(/\n(?=backend\/)/);
        writeInto(site, { [file]: insertLines(readFileSync(path, 'utf8'), part) });
      }
    },
    open: () => createHarness({ site: repository, editor: 'editor' }),
    /** Starts the site without a harness, to call its other web methods and use its channels. */
    start: () => startEmulator({ site: repository }),
  };
}

/** Inserts the indented lines of an instruction at the end of the code, or into the function that it names. */
function insertLines(code: string, instruction: string): string {
  let functionName = '';
  let result = code;
  for (const line of instruction.split('\n')) {
    functionName = /^(?:Make|Add .*) its (\S+) /.exec(line)?.[1] ?? functionName;
    const added = line.startsWith('    ') ? line.slice(4) : undefined;
    if (added === undefined) continue;
    if (functionName === '') {
      result += `${added}\n`;
    } else if (instruction.includes(`Make its ${functionName} async`)) {
      result = result.replace(new RegExp(`function ${functionName}.*\n`), `async $&${added}\n`);
    } else {
      result = result.replace(new RegExp(`function ${functionName}[^]*?\n(?=})`), `$&${added}\n`);
    }
  }
  return result;
}

it('the command installs into an empty site, whose form then reaches the inbox', async () => {
  expect(buildCommand).toMatchObject({ status: 0, stderr: '' });
  expect(buildCommand.stdout).toMatch(/src: \d+ added, 0 replaced, 0 removed/);
  expect(buildCommand.stdout).toContain('dist/src/pages/contact.js');
  const { visitor, conversationOf } = await createHarness({ site: empty, editor: 'editor' });
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(summarize)).toEqual(FORM_AND_THANK_YOU);
});

it("keeps the site's own event handlers and web methods working", async () => {
  const { install, applyInstructions, open } = setup(SITE_FILES);
  applyInstructions(install());
  expect(install()).not.toContain('by hand');
  const { visitor, conversationOf } = await open();
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(summarize)).toEqual(FORM_AND_THANK_YOU);
  expect(await ada.call('listEvents')).toEqual(['ada@example.com']);
});

it("applies both the site's own channel permissions and the bundle's", async () => {
  const { install, applyInstructions, start } = setup(SITE_FILES);
  applyInstructions(install());
  const started = await start();
  const visitor = await started.session({ as: 'visitor' });
  const page = await openPage(started, visitor);
  const subscribe = async (name: string, resourceId?: string) =>
    (await page.subscribe({ name, ...(resourceId !== undefined && { resourceId }) })).status;
  expect(await subscribe('news')).toBe(200);
  expect(await subscribe('staff')).toBe(403);
  expect(await subscribe('inbox')).toBe(403);
  expect(await subscribe('inbox', visitor.id)).toBe(403);
  expect(await subscribe('inbox-admin')).toBe(403);
});

it("does not change the site's own files until the instructions are followed", async () => {
  const { site, install, start } = setup(SITE_FILES);
  install();
  for (const [name, text] of Object.entries(SITE_FILES)) {
    expect(filesIn(site)[name.slice('src/'.length)]).toBe(text);
  }
  const { callBackend, session } = await start();
  const { token } = await session({ as: 'visitor' });
  const { json } = await callBackend('inbox', 'listEvents', [], token);
  expect(json).toEqual({ result: [] });
});

it('works after an upgrade that kept a changed file', async () => {
  const { site, install, open } = setup();
  const earlier = new Map(files).set('backend/inbox/gone.js', 'export const gone = 1;\n');
  const thankYou = earlier.get('backend/inbox/events/send-thank-you.js') ?? '';
  earlier.set('backend/inbox/events/send-thank-you.js', `${thankYou}// As it was.\n`);
  install(earlier);
  const file = 'backend/inbox/entry-points.js';
  const changed = `${files.get(file) ?? ''}// Changed here.\n`;
  writeInto(site, { [file]: changed });

  const output = install();
  expect(output).toContain(`${file} was changed on this site`);
  expect(output).toContain('0 added, 1 replaced, 1 removed');
  expect(filesIn(site)[file]).toBe(changed);
  const { visitor, conversationOf } = await open();
  const ada = await visitor();
  expect(await ada.call('sendFormData', FORM)).toEqual({ ok: true, once: false });
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(summarize)).toEqual(FORM_AND_THANK_YOU);
});

/** Docstrings that start in the first column: those of top-level declarations. */
const DOCSTRING = /^\/\*\*.*?\*\/$/gms;

const SETUPS = {
  'dist/src': shareEmulator({ site: 'dist', editor: 'editor' }),
  'dist/paste': shareEmulator({ site: 'dist/paste', editor: 'editor' }),
};
const NAMES = ['dist/src', 'dist/paste'] as const;

function setUpBuild(name: keyof typeof SETUPS) {
  return SETUPS[name]();
}

it.each(NAMES)('%s: sends a form to the inbox and thanks its sender', async (name) => {
  const { visitor, conversationOf, events } = await setUpBuild(name);
  const ada = await visitor();
  const form = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

  expect(await ada.call('sendFormData', form)).toEqual({ ok: true, once: false });

  expect(await events('conversations-merged')).toHaveLength(1);
  const { messages } = await conversationOf({ anonymousVisitorId: ada.id });
  expect(messages.map(summarize)).toEqual([
    'Contact',
    'Thank you for your message. We will get back to you soon.',
  ]);
});

it.each(NAMES)('%s: shows a visitor their own message', async (name) => {
  const { visitor } = await setUpBuild(name);
  const ada = await visitor();
  await ada.call('sendBasicMessage', 'Is there a bowl left?');
  expect(await ada.call('listMessages')).toMatchObject({
    ok: true,
    messages: [{ from: 'me', items: [{ kind: 'text', text: 'Is there a bowl left?' }] }],
  });
});

it.each(NAMES)('%s: rejects bad input', async (name) => {
  const { visitor, requests } = await setUpBuild(name);
  const ada = await visitor();
  const result = await ada.call('sendFormData', { email: 'no address' });
  expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(await requests()).toEqual([]);
});

it.each(NAMES)('%s: allows Admin methods to the owner only', async (name) => {
  const { admin, post, visitor } = await setUpBuild(name);
  expect(await (await admin()).call('checkInbox')).toMatchObject({ ok: true });
  const { status } = await post('checkInbox', [], (await visitor()).token);
  expect(status).toBe(403);
});

it.each(NAMES)('%s: reports a like to the business', async (name) => {
  const { control, member, conversationOf } = await setUpBuild(name);
  const ada = await member('ada@example.com');
  await control('POST', 'events/post-liked', { memberId: ada.id });
  const { messages } = await conversationOf({ memberId: ada.id });
  expect(messages).toHaveLength(1);
});

it('serves a page whose file has the name that the editor gave it', async () => {
  const site = temporaryFolder({ 'pages/masterPage.js': '' });
  const page = new Map([['pages/contact.ts', '$w.onReady(() => {});']]);
  writeSite(site, await buildSite(page, { contact: 'Contact.c1dmp' }));
  const { emulator } = await startEmulator({ site, editor: 'editor' });
  const response = await emulator.fetch('/contact', { headers: { accept: 'text/html' } });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Contact.c1dmp.js');
});

it('consists of at most eight files to paste, which Wix can run', () => {
  const byHand = [...toPaste.keys()].filter((file) => !file.startsWith('pages/'));
  expect(byHand.length).toBeLessThanOrEqual(MAX_FILES_TO_PASTE);
  expect(MAX_FILES_TO_PASTE).toBe(8);
  const packages = [...toPaste.values()].join('').match(/@wix\/[a-z-]+(?=')/g) ?? [];
  expect(checkDist(toPaste, packages)).toEqual([]);
});

it('keeps the docstrings of all modules in the files to paste', () => {
  const docstrings = [...files.values()].flatMap((code) => code.match(DOCSTRING) ?? []);
  const pasted = [...toPaste.values()].join('\n');
  expect(docstrings.length).toBeGreaterThan(100);
  expect(docstrings.filter((docstring) => !pasted.includes(docstring))).toEqual([]);
});
