// Installing into a site in TypeScript: its own files with the names of ours replace ours.
import { expect, test } from 'vitest';
import { FIRST, SECOND, setup } from '../support/build/installation.ts';
import { filesIn, writeInto } from '../support/build/site-on-disk.ts';

test("keeps the site's own events in TypeScript instead of ours, and prints typed lines to add", () => {
  const own = {
    'backend/events.ts': `import type { Order } from 'backend/orders';
export function wixStores_onNewOrder(event: Order): void {}
`,
  };
  const { site, install, files } = setup(own);
  const line =
    'export function wixCrm_onContactCreated(event: unknown) { return runEventHandler(() => inbox.sendThankYou(event)); }';
  const output = install();
  expect(output).toContain("backend/events.ts is the site's own and was not changed. Add to it");
  expect(output).toContain(`\n    import { runEventHandler, inbox } from 'backend/inbox/site';\n`);
  expect(output).toContain(`\n    ${line}\n`);
  expect(files()).toMatchObject(own);
  expect(files()).not.toHaveProperty(['backend/events.js']);

  const joined = `import { runEventHandler, inbox } from 'backend/inbox/site';\n${own['backend/events.ts']}${line}\n`;
  writeInto(site, { 'backend/events.ts': joined });
  expect(install()).toContain("backend/events.ts is the site's own, and has all lines of ours.");
  expect(files()).not.toHaveProperty(['backend/events.js']);
});

test('removes events of ours once the site has its own in TypeScript', () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, { 'backend/events.ts': 'export function wixStores_onNewOrder() {}\n' });
  const output = install();
  expect(output).toContain('0 added, 0 replaced, 1 removed');
  expect(output).toContain('wixCrm_onContactCreated(event: unknown)');
  expect(files()).not.toHaveProperty(['backend/events.js']);
  const before = filesIn(site);
  install();
  expect(filesIn(site)).toEqual(before);
});

test("keeps the site's own web methods in TypeScript; a .jsw file is another module", () => {
  const web = `import { Permissions, webMethod } from '@wix/web-methods';
import { respond, inbox } from 'backend/inbox/site';
export const sendFormData = webMethod(Permissions.Anyone, (data, options) =>
  respond(() => inbox.sendForm(data, options)),
);
`;
  const version = { ...FIRST, 'backend/inbox.web.js': web };
  const typed = setup({ 'backend/inbox.web.ts': 'export const mine: number = 1;\n' });
  const output = typed.install(version);
  expect(output).toContain("backend/inbox.web.ts is the site's own");
  expect(output).toContain('(data: unknown, options?: unknown) =>');
  expect(typed.files()).not.toHaveProperty(['backend/inbox.web.js']);

  const own = { 'backend/inbox.jsw': 'export function sendFormData() {}\n' };
  const older = setup(own);
  expect(older.install(version)).not.toContain('backend/inbox.jsw');
  expect(older.files()).toMatchObject({ ...own, 'backend/inbox.web.js': web });
});

test("keeps the site's own settings in TypeScript", () => {
  const own = {
    'backend/inbox-settings.ts': `import type { InboxSettings } from 'backend/inbox/messaging/send';
export const settings: InboxSettings = 1;
`,
  };
  const { install, files } = setup(own);
  install();
  const output = install(SECOND, '2.0.0');
  expect(output).toContain("backend/inbox-settings.ts is the site's own and was not changed");
  expect(output).toContain('dist/src/backend/inbox-settings.js');
  expect(files()).toMatchObject(own);
  expect(files()).not.toHaveProperty(['backend/inbox-settings.js']);
});

test('rejects a site if its settings in TypeScript lack a name that ours import', () => {
  const own = { 'backend/inbox-settings.ts': 'export const other = 1;\n' };
  const { site, install } = setup(own);
  const send = `import { settings } from 'backend/inbox-settings';\nexport const send = settings;\n`;
  expect(() => install({ ...FIRST, 'backend/inbox/messaging/send.js': send })).toThrow(
    `backend/inbox/messaging/send.js imports 'backend/inbox-settings': it exports no settings`,
  );
  expect(filesIn(site)).toEqual(own);
});

test.each([
  [
    'module with the name of ours',
    { 'backend/inbox/messaging/send.ts': '' },
    'backend/inbox/messaging/send.ts exists and was not installed by this build',
  ],
  [
    'settings in both JavaScript and TypeScript',
    { 'backend/inbox-settings.js': '', 'backend/inbox-settings.ts': '' },
    'backend/inbox-settings.ts exists, and backend/inbox-settings.js as well',
  ],
])('rejects a site with its own %s', (_, own, why) => {
  const { site, install } = setup(own);
  expect(() => install()).toThrow(why);
  expect(filesIn(site)).toEqual(own);
});

test('an upgrade is rejected if a TypeScript file imports a removed name, except as a type', () => {
  const { site, install } = setup();
  install();
  writeInto(site, {
    'public/own.ts': `import type { Limit } from 'public/inbox-limits';\nexport let a: Limit;\n`,
  });
  expect(install(FIRST, '1.0.1')).toContain('has this version already');
  writeInto(site, {
    'public/own.ts': `import { LIMIT, type Limit } from 'public/inbox-limits';\nexport let a: Limit = LIMIT;\n`,
  });
  expect(() => install(SECOND, '2.0.0')).toThrow('public/own.ts');
});
