import { expect, test } from 'vitest';
import { buildSite } from '../../build/build-site.mjs';

async function setup(
  sources: Readonly<Record<string, string>>,
  pageNames: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(await buildSite(new Map(Object.entries(sources)), pageNames));
}

test('a module keeps its imports, its comments and its name on Wix', async () => {
  const built = await setup({
    'backend/inbox.web.ts': `
import { webMethod, Permissions } from '@wix/web-methods';
import type { Answer } from 'public/inbox-shapes';
import { send } from 'backend/inbox/messaging/send';

/** Says it. */
export const say = webMethod(Permissions.Anyone, async (text: string): Promise<Answer> => {
  // For a reason.
  return send(text satisfies string);
});
`,
  });
  expect(built['backend/inbox.web.js'])
    .toBe(`import { webMethod, Permissions } from '@wix/web-methods';
import { send } from 'backend/inbox/messaging/send';

/** Says it. */
export const say = webMethod(Permissions.Anyone, async (text) => {
  // For a reason.
  return send(text);
});
`);
});

test('a module of types only leaves nothing', async () => {
  const built = await setup({ 'public/inbox-shapes.ts': 'export interface Answer { ok: true }' });
  expect(built).toEqual({});
});

test('newer syntax is written as ES2020', async () => {
  const built = await setup({
    'backend/a.ts': 'export const a = (b?: { c: number }): void => { if (b) b.c ??= 1_000; };',
  });
  expect(built['backend/a.js']).not.toMatch(/\?\?=|1_000/);
});

test('a page takes the name that the editor gave its file', async () => {
  const sources = {
    'pages/contact.ts': 'export const a = 1;',
    'pages/post.ts': 'export const a = 1;',
  };
  const built = await setup(sources, { contact: 'Contact.c1dmp' });
  expect(Object.keys(built)).toEqual(['pages/Contact.c1dmp.js', 'pages/post.js']);
});

test('a name for a page that there is not is refused', async () => {
  await expect(setup({}, { contact: 'Contact.c1dmp' })).rejects.toThrow("'contact'");
});

test('a source that does not parse is refused by its name', async () => {
  await expect(setup({ 'backend/a.ts': 'export const = 1;' })).rejects.toThrow('backend/a.ts');
});
