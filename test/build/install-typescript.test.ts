// Into a site that is written in TypeScript: its own files of our names stay, and ours are not put beside them.
import { expect, test } from 'vitest';
import { FIRST, SECOND, setup } from './installation.ts';
import { filesIn, writeInto } from './site-on-disk.ts';

test("a site's own events in TypeScript stay, ours are not put beside them, and the lines are typed", () => {
  const own = {
    'backend/events.ts': `import type { Order } from 'backend/orders';
export function wixStores_onNewOrder(event: Order): void {}
`,
  };
  const { site, install, files } = setup(own);
  const line =
    'export function wixCrm_onContactCreated(event: unknown) { return runEventHandler(() => inbox.sendThankYou(event)); }';
  const said = install();
  expect(said).toContain("backend/events.ts is the site's own, and stays as it is. Add to it");
  expect(said).toContain(`\n    import { runEventHandler, inbox } from 'backend/inbox/site';\n`);
  expect(said).toContain(`\n    ${line}\n`);
  expect(files()).toMatchObject(own);
  expect(files()).not.toHaveProperty(['backend/events.js']);

  const joined = `import { runEventHandler, inbox } from 'backend/inbox/site';\n${own['backend/events.ts']}${line}\n`;
  writeInto(site, { 'backend/events.ts': joined });
  expect(install()).toContain("backend/events.ts is the site's own, and has the lines of ours.");
  expect(files()).not.toHaveProperty(['backend/events.js']);
});

test('events of ours give way to those that the site now has in TypeScript', () => {
  const { site, install, files } = setup();
  install();
  writeInto(site, { 'backend/events.ts': 'export function wixStores_onNewOrder() {}\n' });
  const said = install();
  expect(said).toContain('0 added, 0 replaced, 1 removed');
  expect(said).toContain('wixCrm_onContactCreated(event: unknown)');
  expect(files()).not.toHaveProperty(['backend/events.js']);
  const before = filesIn(site);
  install();
  expect(filesIn(site)).toEqual(before);
});

test("the site's own web methods in TypeScript stay; those of an older kind are another module", () => {
  const web = `import { Permissions, webMethod } from '@wix/web-methods';
import { runEventHandler, inbox } from 'backend/inbox/site';
export const sendFormData = webMethod(Permissions.Anyone, (data, options) =>
  respond(() => inbox.sendForm(data, options)),
);
`;
  const version = { ...FIRST, 'backend/inbox.web.js': web };
  const typed = setup({ 'backend/inbox.web.ts': 'export const mine: number = 1;\n' });
  const said = typed.install(version);
  expect(said).toContain("backend/inbox.web.ts is the site's own");
  expect(said).toContain('(data: unknown, options?: unknown) =>');
  expect(typed.files()).not.toHaveProperty(['backend/inbox.web.js']);

  const own = { 'backend/inbox.jsw': 'export function sendFormData() {}\n' };
  const older = setup(own);
  expect(older.install(version)).not.toContain('backend/inbox.jsw');
  expect(older.files()).toMatchObject({ ...own, 'backend/inbox.web.js': web });
});

test('settings that the site has in TypeScript are its own', () => {
  const own = {
    'backend/inbox-settings.ts': `import type { InboxSettings } from 'backend/inbox/messaging/send';
export const settings: InboxSettings = 1;
`,
  };
  const { install, files } = setup(own);
  install();
  const said = install(SECOND, '2.0.0');
  expect(said).toContain("backend/inbox-settings.ts is the site's own, and stays as it is");
  expect(said).toContain('dist/src/backend/inbox-settings.js');
  expect(files()).toMatchObject(own);
  expect(files()).not.toHaveProperty(['backend/inbox-settings.js']);
});

test('settings in TypeScript that lack what ours import stop the installation', () => {
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
    'a module of ours',
    { 'backend/inbox/messaging/send.ts': '' },
    'backend/inbox/messaging/send.ts is there, and is not from here',
  ],
  [
    'settings both in JavaScript and in TypeScript',
    { 'backend/inbox-settings.js': '', 'backend/inbox-settings.ts': '' },
    'backend/inbox-settings.ts is there, and backend/inbox-settings.js as well',
  ],
])("the site's own %s stops the installation", (_, own, why) => {
  const { site, install } = setup(own);
  expect(() => install()).toThrow(why);
  expect(filesIn(site)).toEqual(own);
});

test('a page in TypeScript that would import what is gone stops the upgrade, but not by a type', () => {
  const { site, install } = setup();
  install();
  writeInto(site, {
    'public/shout.ts': `import type { Limit } from 'public/inbox-limits';\nexport let a: Limit;\n`,
  });
  expect(install(FIRST, '1.0.1')).toContain('has this version already');
  writeInto(site, {
    'public/shout.ts': `import { LIMIT, type Limit } from 'public/inbox-limits';\nexport let a: Limit = LIMIT;\n`,
  });
  expect(() => install(SECOND, '2.0.0')).toThrow('public/shout.ts');
});
