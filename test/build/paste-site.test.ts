import { expect, test } from 'vitest';
import { pasteSite } from '../../build/paste-site.mjs';

async function setup(
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(await pasteSite(new Map(Object.entries(files))));
}

const SITE = {
  'backend/inbox.web.js': `import { inbox } from 'backend/inbox/site';\nexport const f = inbox;\n`,
  'backend/inbox-settings.js': `import { forms } from 'public/inbox-forms';\nexport const settings = forms;\n`,
  'backend/inbox/site.js': `import { settings } from 'backend/inbox-settings';
import { send } from 'backend/inbox/messaging/send';
export const inbox = () => send(settings);
`,
  'backend/inbox/messaging/send.js': `import { messages } from '@wix/inbox';
import { LIMIT } from 'public/inbox-limits';

/**
 * Sends a text.
 *
 * @see https://dev.wix.com/docs
 */
export function send(text) {
  // For a reason.
  return messages.send(text, LIMIT);
}
`,
  'public/inbox-limits.js': `/** The limit. */\nexport const LIMIT = 60 * 1000;\n`,
  'public/inbox-forms.js': `export const forms = {};\n`,
  'public/inbox-chat.js': `import { LIMIT } from 'public/inbox-limits';
import { forms } from 'public/inbox-forms';
export const chat = () => [LIMIT, forms];
`,
  'pages/chat.js': `import { chat } from 'public/inbox-chat';\nimport { f } from 'backend/inbox.web';\nchat(f);\n`,
};

test('bundles the backend into one file, and the modules of pages into others', async () => {
  const pasted = await setup(SITE);
  expect(Object.keys(pasted)).toEqual([
    'backend/inbox-settings.js',
    'backend/inbox.web.js',
    'backend/inbox/inbox.js',
    'pages/chat.js',
    'public/inbox-checks.js',
    'public/inbox-forms.js',
    'public/inbox-pages.js',
  ]);
  expect(pasted['backend/inbox/inbox.js']).toContain(`from 'public/inbox-checks';`);
  expect(pasted['backend/inbox/inbox.js']).toContain(`from 'backend/inbox-settings';`);
  expect(pasted['public/inbox-pages.js']).toContain(`from 'public/inbox-checks';`);
  expect(pasted['public/inbox-pages.js']).toContain(`from 'public/inbox-forms';`);
});

test('lets the settings import a function of the bundle that imports them', async () => {
  const settings = `import { define } from 'backend/inbox/define';\nexport const settings = define({});\n`;
  const define = 'export function define(settings) {\n  return settings;\n}\n';
  const pasted = await setup({
    ...SITE,
    'backend/inbox-settings.js': settings,
    'backend/inbox/define.js': define,
  });
  expect(pasted['backend/inbox-settings.js']).toBe(settings.replace('inbox/define', 'inbox/inbox'));
  expect(pasted['backend/inbox/inbox.js']).toMatch(/^export \{.*define/m);
});

test('keeps entry points, settings, forms and page code, except for their import specifiers', async () => {
  const pasted = await setup(SITE);
  expect(pasted['backend/inbox.web.js']).toBe(
    SITE['backend/inbox.web.js'].replace('inbox/site', 'inbox/inbox'),
  );
  expect(pasted['pages/chat.js']).toBe(
    SITE['pages/chat.js'].replace('public/inbox-chat', 'public/inbox-pages'),
  );
  expect(pasted['backend/inbox-settings.js']).toBe(SITE['backend/inbox-settings.js']);
  expect(pasted['public/inbox-forms.js']).toBe(SITE['public/inbox-forms.js']);
});

test('keeps the code and comments of a module, below its name', async () => {
  const bundle = (await setup(SITE))['backend/inbox/inbox.js'] ?? '';
  expect(bundle).toContain(`
// backend/inbox/messaging/send.js

/**
 * Sends a text.
 *
 * @see https://dev.wix.com/docs
 */
function send(text) {
  // For a reason.
  return messages.send(text, LIMIT);
}
`);
  expect((await setup(SITE))['public/inbox-checks.js']).toContain('const LIMIT = 60 * 1000;');
});

test('exports everything that a page could import, even if no page does', async () => {
  const pasted = await setup({ ...SITE, 'public/inbox-later.js': 'export const later = 1;\n' });
  expect(pasted['public/inbox-pages.js']).toContain('export { chat, later };');
});

test.each([
  [
    'two modules that export one name',
    {
      'backend/events.js': `import { f } from 'backend/inbox/a';\nexport { f };`,
      'backend/inbox.web.js': `import { f } from 'backend/inbox/b';\nexport { f };`,
      'backend/inbox/a.js': 'export const f = 1;',
      'backend/inbox/b.js': 'export const f = 2;',
    },
    'backend/inbox/a and backend/inbox/b both export f',
  ],
  [
    'a name that a module does not export',
    {
      'backend/events.js': `import { g } from 'backend/inbox/a';\nexport { g };`,
      'backend/inbox/a.js': 'export const f = 1;',
    },
    'g',
  ],
  [
    'a namespace import',
    {
      'backend/events.js': `import * as f from 'backend/inbox/a';\nexport { f };`,
      'backend/inbox/a.js': 'export const f = 1;',
    },
    'as f',
  ],
])('rejects %s', async (_, files, why) => {
  await expect(setup(files)).rejects.toThrow(why);
});
