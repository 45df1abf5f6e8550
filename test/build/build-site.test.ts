import { expect, test } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';

async function setup(
  sources: Readonly<Record<string, string>>,
  pageNames: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(await buildSite(new Map(Object.entries(sources)), pageNames));
}

test('compiles a module with its imports and comments, without types', async () => {
  const built = await setup({
    'backend/inbox.web.ts': `
import { webMethod, Permissions } from '@wix/web-methods';
import type { Answer } from 'public/inbox-shapes';
import { send } from 'backend/inbox/messaging/send';

/** Sends a text. */
export const say = webMethod(Permissions.Anyone, async (text: string): Promise<Answer> => {
  // For a reason.
  return send(text satisfies string);
});
`,
  });
  expect(built['backend/inbox.web.js'])
    .toBe(`import { webMethod, Permissions } from '@wix/web-methods';
import { send } from 'backend/inbox/messaging/send';

/** Sends a text. */
export const say = webMethod(Permissions.Anyone, async (text) => {
  // For a reason.
  return send(text);
});
`);
});

test('writes no file for a module with only types', async () => {
  const built = await setup({ 'public/inbox-shapes.ts': 'export interface Answer { ok: true }' });
  expect(built).toEqual({});
});

test('compiles newer syntax to ES2020', async () => {
  const built = await setup({
    'backend/a.ts': 'export const a = (b?: { c: number }): void => { if (b) b.c ??= 1_000; };',
  });
  expect(built['backend/a.js']).not.toMatch(/\?\?=|1_000/);
});

test("names a page by the editor's file name", async () => {
  const sources = {
    'pages/contact.ts': 'export const a = 1;',
    'pages/post.ts': 'export const a = 1;',
  };
  const built = await setup(sources, { contact: 'Contact.c1dmp' });
  expect(Object.keys(built)).toEqual(['pages/Contact.c1dmp.js', 'pages/post.js']);
});

test('rejects a file name for a page that does not exist', async () => {
  await expect(setup({}, { contact: 'Contact.c1dmp' })).rejects.toThrow("'contact'");
});

test('rejects a source that does not parse, with its path', async () => {
  await expect(setup({ 'backend/a.ts': 'export const = 1;' })).rejects.toThrow('backend/a.ts');
});
