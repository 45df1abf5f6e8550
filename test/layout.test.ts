import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importError } from '../build/lint/plugin.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Names that would make one side depend on the other. No file may have them, including styles and data. */
const EMULATOR_NAMES = /emulat|_emulator|127\.0\.0\.1|localhost/i;
const PRODUCT_NAMES =
  /velo[- ]?inbox|sendFormData|sendBasicMessage|sendMinimalMessage|inbox-settings/i;

const VAGUE_NAMES = /^(utils?|helpers?|misc|common|types?|shared|index)$/;

/** Returns every file under the folders, as paths from the root, without node_modules. */
function filesUnder(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Returns the lines of the files that match, each with its file and line number. */
function linesNaming(name: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (name.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test('site code never names the emulator', () => {
  expect(linesNaming(EMULATOR_NAMES, filesUnder('backend', 'public', 'pages'))).toEqual([]);
});

test('the emulator never names the product', () => {
  expect(linesNaming(PRODUCT_NAMES, filesUnder('emulator'))).toEqual([]);
});

test('every public file starts with inbox-', () => {
  const others = filesUnder('public').filter((file) => !basename(file).startsWith('inbox-'));
  expect(others).toEqual([]);
});

test('no file has a vague name', () => {
  const vague = filesUnder(
    'backend',
    'public',
    'pages',
    'emulator',
    'test',
    'build',
    'bench',
    'examples',
  ).filter(
    (file) => VAGUE_NAMES.test(basename(file).replace(/\..*$/, '')) && file !== 'emulator/index.ts',
  );
  expect(vague).toEqual([]);
});

test('every file of the emulator starts with "Emulates X. Not emulated: Y." or with what it does', () => {
  const wrong = filesUnder('emulator').filter((file) => {
    if (!/\.(ts|mjs)$/.test(file)) return false;
    const lines = readFileSync(join(root, file), 'utf8')
      .replace(/^#!.*\n/, '')
      .split('\n');
    const end = lines.findIndex((line) => !line.startsWith('//'));
    const header = lines.slice(0, end).join(' ').replaceAll(' // ', ' ');
    const isVerbFirst = /^\/\/ [A-Z][a-z]+s .*[.`]$/.test(header);
    const namesGaps = /Not emulated:|Leaves out|Stands for|Corresponds to/i.test(header);
    const namesGapsInForm = /^\/\/ Emulates .+\. Not emulated: (?!nothing)/.test(header);
    return !isVerbFirst || (namesGaps && !namesGapsInForm);
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['backend/inbox/messaging/send.ts', '@wix/inbox'],
  ['backend/inbox/messaging/send.ts', 'wix-inbox-backend'],
  ['backend/inbox/messaging/send.ts', 'backend/inbox/wix/inbox'],
  ['backend/inbox/messaging/send.ts', 'backend/inbox/site'],
  ['backend/inbox/messaging/send.ts', 'backend/inbox.web'],
  ['backend/inbox/messaging/send.ts', './answer'],
  ['backend/inbox/messaging/send.ts', 'node:crypto'],
  ['backend/inbox/messaging/send.ts', 'lodash'],
  ['backend/inbox/site.ts', '@wix/inbox'],
  ['backend/inbox.web.ts', '@wix/inbox'],
  ['backend/inbox.web.ts', 'backend/events'],
  ['backend/inbox.web.ts', 'backend/other.web'],
  ['backend/inbox.web.ts', 'backend/inbox/wix/inbox'],
  ['backend/events.ts', 'backend/inbox.web'],
  ['backend/inbox/input/read-message.ts', 'backend/inbox/messaging/build-message'],
  ['backend/inbox/access/caller.ts', 'backend/inbox/messaging/send'],
  ['backend/inbox/realtime/page-notifier.ts', 'backend/inbox/messaging/send'],
  ['backend/inbox/messaging/send.ts', 'backend/inbox/use-cases/send-to'],
  ['backend/inbox/events/send-thank-you.ts', 'backend/inbox/use-cases/send-to'],
  ['emulator/wix/core/query/run-query.ts', '../../inbox/messages.ts'],
  ['backend/inbox/wix/inbox.ts', 'backend/inbox/site'],
  ['backend/inbox/wix/inbox.ts', '@wix/auto_sdk_inbox_messages'],
  ['public/inbox-submit.ts', 'backend/inbox.web'],
  ['public/inbox-submit.ts', '@wix/inbox'],
  ['public/inbox-submit.ts', 'public/other'],
  ['public/inbox-submit.ts', './inbox-limits'],
  ['pages/contact.ts', 'backend/inbox/messaging/send'],
  ['pages/contact.ts', '@wix/inbox'],
  ['pages/contact.ts', '../emulator/index.ts'],
  ['backend/inbox/messaging/send.ts', '../../emulator/index.ts'],
  ['emulator/app.ts', 'backend/inbox.web'],
  ['emulator/app.ts', '../backend/inbox.web.ts'],
  ['emulator/pages/page.ts', '../../pages/contact.ts'],
  ['emulator/wix/inbox/messages.ts', '../../site/site-folder.ts'],
  ['emulator/wix/inbox/messages.ts', '../../backend/call-as.ts'],
  ['emulator/wix/server.ts', '../pages/page.ts'],
  ['emulator/wix/server.ts', '../screens/inbox.ts'],
  ['emulator/wix/server.ts', '../control/routes.ts'],
  ['emulator/wix/server.ts', '../app.ts'],
  ['emulator/screens/inbox.ts', '../wix/server.ts'],
  ['emulator/backend/web-method-dispatcher.ts', '../pages/page.ts'],
  ['emulator/site/vite-server.ts', '../wix/server.ts'],
  ['build/build.mjs', '../emulator/index.ts'],
])('%s may not import %s', (file, specifier) => {
  expect(importError(file, specifier, false)).toContain(`may not import '${specifier}'`);
});

test.each([
  ['backend/inbox/messaging/send.ts', 'backend/inbox/wix/port'],
  ['backend/inbox/wix/inbox.ts', '@wix/inbox'],
  ['backend/inbox/site.ts', 'backend/inbox/wix/inbox'],
  ['backend/inbox.web.ts', '@wix/web-methods'],
  ['backend/inbox.web.ts', 'backend/inbox/site'],
  ['public/inbox-submit.ts', 'public/inbox-limits'],
  ['pages/contact.ts', 'backend/inbox.web'],
  ['pages/contact.ts', '@wix/site-location'],
  ['emulator/app.ts', './site/site-folder.ts'],
  ['emulator/wix/inbox/messages.ts', '../core/call.ts'],
])('%s may import %s', (file, specifier) => {
  expect(importError(file, specifier, false)).toBeUndefined();
});

test('a folder of the emulator may import only types of another folder', () => {
  const [file, specifier] = ['emulator/backend/deliver-events.ts', '../wix/events.ts'] as const;
  expect(importError(file, specifier, true)).toBeUndefined();
  expect(importError(file, specifier, false)).toContain('may not import');
});
