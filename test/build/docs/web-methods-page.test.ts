import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  GENERATE,
  WEB_METHODS_PAGE,
  webMethodsPage,
} from '../../../build/docs/web-methods-page.mjs';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A site with one web method, whose use case has another name and is reached through an interface. */
const SITE = {
  'tsconfig.site.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'ES2020',
      lib: ['ES2020'],
      types: [],
      module: 'ESNext',
      moduleResolution: 'bundler',
      paths: { 'backend/*': ['./backend/*'], 'public/*': ['./public/*'] },
    },
    include: ['backend', 'public'],
  }),
  'public/wix.ts': `
export const Permissions = { Anyone: 'a', Admin: 'b' } as const;
export function webMethod<Method>(_: string, method: Method): Method { return method; }
`,
  'public/inbox-shapes.ts': `
/** What a method answers. */
export type Answer<Result> = { readonly ok: true } & Result;
/** A receipt. */
export interface Receipt {
  /** In UTC. */
  readonly at: string;
}
/** Options of all. */
export interface AnyOptions {
  /** The page's language. */
  readonly language?: string;
}
/** Options of \`order\`. */
export interface OrderOptions extends AnyOptions {
  /** How many, 1 to 9. */
  readonly count?: number;
}
/** Used by no method. */
export interface Unused { readonly none: true }
`,
  'public/inbox-errors.ts': `
/** All codes. */
export const INBOX_ERRORS = {
  // The order is wrong.
  INVALID: 'Please check it.',
  /** Order again in a minute. */
  SOLD_OUT: 'None | nothing left.',
  LATER: 'Not now.', // reserved
} as const;
`,
  'public/inbox-limits.ts': `
/** Of an order. */
export const ORDER_LIMITS = {
  MAX_NOTE_CHARS: 16384,
  /** Of the basket. */
  MAX_ITEMS: 9,
  /**
   * How long a basket is kept.
   * @unit days
   */
  MAX_AGE: 3,
} as const;
`,
  'backend/inbox.web.ts': `
import { webMethod, Permissions } from 'public/wix';
import { shop } from 'backend/inbox/shop';
import type { OrderOptions } from 'public/inbox-shapes';

/**
 * Orders bread. Pays for it.
 *
 * @param bread - its name.
 * @example
 * console.log(await order('rye'));
 */
export const order = webMethod(Permissions.Admin, (bread: string, options?: OrderOptions) =>
  shop.place(bread, options),
);
`,
  'backend/inbox/shop.ts': `
import { anyName } from 'backend/inbox/any-folder/any-name';
import type { Answer, OrderOptions, Receipt } from 'public/inbox-shapes';
export interface Shop {
  place(bread: string, options?: OrderOptions): Promise<Answer<Receipt>>;
}
export function createShop(): Shop {
  return { place: (bread) => anyName(bread) };
}
export const shop = createShop();
`,
  'backend/inbox/any-folder/any-name.ts': `
import type { Answer, Receipt } from 'public/inbox-shapes';
/** @throws {InboxError} SOLD_OUT, and those of \`bake\`. */
export async function anyName(at: string): Promise<Answer<Receipt>> {
  bake();
  return { ok: true, at };
}
/** @throws {InboxError} INVALID */
export function bake(): void {}
`,
};

test('docs/web-methods.md is what the source says today', { timeout: 60_000 }, async () => {
  const committed = readFileSync(join(root, WEB_METHODS_PAGE), 'utf8');
  expect(committed, `Run \`${GENERATE}\` and commit ${WEB_METHODS_PAGE}.`).toBe(
    await webMethodsPage(root),
  );
});

test('a method has its signature, permission, parameters, result, error codes and example', async () => {
  const page = await webMethodsPage(temporaryFolder(SITE));
  expect(page).toContain('| [`order`](#order) | Admin      | Orders bread. |');
  expect(page).toContain(`### order

\`\`\`ts signature
order(bread: string, options?: OrderOptions): Promise<Answer<Receipt>>
\`\`\`

Orders bread. Pays for it.

- Permission: \`Admin\`
- \`bread\`: \`string\`. Its name.
- \`options?\`: [\`OrderOptions\`](#orderoptions)
- Returns: \`Promise<Answer<Receipt>>\` (see [\`Answer\`](#answer), [\`Receipt\`](#receipt))
- [Error codes](#error-codes): \`INVALID\`, \`SOLD_OUT\`

\`\`\`ts
import { order } from 'backend/inbox.web';

console.log(await order('rye'));
\`\`\`
`);
});

test('a type that a method uses has its own and its inherited properties, another is left out', async () => {
  const page = await webMethodsPage(temporaryFolder(SITE));
  expect(page).toContain(`### OrderOptions

Options of [\`order\`](#order).

- \`count?\`: \`number\`. How many, 1 to 9.
- \`language?\`: \`string\`. The page's language.
`);
  expect(page).not.toContain('Unused');
});

test('an error code has its sentence, its remedy and its methods; a reserved one is only named', async () => {
  const page = await webMethodsPage(temporaryFolder(SITE));
  expect(page).toMatch(
    /^\| `SOLD_OUT` +\| None \\\| nothing left. +\| Order again in a minute. +\| all +\|$/m,
  );
  expect(page).toContain('Reserved; no method answers them yet: `LATER`.');
});

test('a limit has its number and unit', async () => {
  const page = await webMethodsPage(temporaryFolder(SITE));
  expect(page).toMatch(/^\| `MAX_NOTE_CHARS` +\| 16,384 +\| characters +\| +\|$/m);
  expect(page).toMatch(/^\| `MAX_ITEMS` +\| 9 +\| items +\| Of the basket. +\|$/m);
  expect(page).toMatch(/^\| `MAX_AGE` +\| 3 +\| days +\| How long a basket is kept. +\|$/m);
});

test('an export that is no web method is refused by its name', async () => {
  const site = { ...SITE, 'backend/inbox.web.ts': 'export const order = 1;' };
  await expect(webMethodsPage(temporaryFolder(site))).rejects.toThrow('Failed to read order');
});

test('a site without a table of error codes is refused', async () => {
  const site = { ...SITE, 'public/inbox-errors.ts': 'export const ERRORS = {};' };
  await expect(webMethodsPage(temporaryFolder(site))).rejects.toThrow('no INBOX_ERRORS');
});
