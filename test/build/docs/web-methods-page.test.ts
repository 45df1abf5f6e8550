import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { webMethodsPage } from '../../../build/docs/web-methods-page.mjs';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

/** A site with one web method. Its use case is called through a list of bound use cases, as in `backend/inbox/inbox.ts`. */
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
/** The result of a method. */
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
  shop.placeOrder(bread, options),
);
`,
  'backend/inbox/shop.ts': `
import { placeOrder } from 'backend/inbox/any-folder/any-name';
const USE_CASES = { placeOrder };
export const shop: { [Name in keyof typeof USE_CASES]: (typeof USE_CASES)[Name] } = USE_CASES;
`,
  'backend/inbox/any-folder/any-name.ts': `
import type { Answer, Receipt } from 'public/inbox-shapes';
import type { OrderOptions } from 'public/inbox-shapes';
/** @throws {InboxError} SOLD_OUT, and those of \`bake\`. */
export async function placeOrder(at: string, _?: OrderOptions): Promise<Answer<Receipt>> {
  return { ok: true, at };
}
/** @throws {InboxError} INVALID */
export type Bake = () => void;
`,
};

/** The page of the site, which the first test generates for all. */
let generated: Promise<string> | undefined;
const setup = () => (generated ??= webMethodsPage(temporaryFolder(SITE)));

test('documents a method with its signature, permission, parameters, result, error codes and example', async () => {
  expect(await setup()).toContain('| [`order`](#order) | Admin      | Orders bread. |');
  expect(await setup()).toContain(`### order

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

test('documents the types that methods use, with inherited properties, and leaves out others', async () => {
  expect(await setup()).toContain(`### OrderOptions

Options of [\`order\`](#order).

- \`count?\`: \`number\`. How many, 1 to 9.
- \`language?\`: \`string\`. The page's language.
`);
  expect(await setup()).not.toContain('Unused');
});

test('documents an error code with its message, meaning and methods, and only names reserved ones', async () => {
  expect(await setup()).toMatch(
    /^\| `SOLD_OUT` +\| None \\\| nothing left. +\| Order again in a minute. +\| all +\|$/m,
  );
  expect(await setup()).toContain('Reserved; no method returns them yet: `LATER`.');
});

test('documents a limit with its number and unit', async () => {
  expect(await setup()).toMatch(/^\| `MAX_NOTE_CHARS` +\| 16,384 +\| characters +\| +\|$/m);
  expect(await setup()).toMatch(/^\| `MAX_ITEMS` +\| 9 +\| items +\| Of the basket. +\|$/m);
  expect(await setup()).toMatch(
    /^\| `MAX_AGE` +\| 3 +\| days +\| How long a basket is kept. +\|$/m,
  );
});

test('rejects an export that is not a web method, by its name', async () => {
  const site = { ...SITE, 'backend/inbox.web.ts': 'export const order = 1;' };
  await expect(webMethodsPage(temporaryFolder(site))).rejects.toThrow('Failed to read order');
});

test('rejects a site without INBOX_ERRORS', async () => {
  const site = { ...SITE, 'public/inbox-errors.ts': 'export const ERRORS = {};' };
  await expect(webMethodsPage(temporaryFolder(site))).rejects.toThrow('no INBOX_ERRORS');
});

test('every web method of this site that can fail lists its error codes', () => {
  const page = readFileSync(new URL('../../../docs/web-methods.md', import.meta.url), 'utf8');
  const [, ...sections] = page.split('## Error codes')[0]?.split('\n### ') ?? [];
  const methods = sections.filter((section) => section.includes('Permission: `'));
  expect(methods).toHaveLength(13);
  const without = methods.filter((section) => !section.includes('[Error codes](#error-codes): `'));
  expect(without.map((section) => section.split('\n')[0])).toEqual(['checkInbox', 'setUpInbox']);
});
