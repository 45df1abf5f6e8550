// Errors of a site's code name the file and the line of the source, wherever they are shown.
import { expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../emulator/index.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend';
const Session = v.object({ token: v.string() });
const Body = v.object({
  result: v.object({ message: v.string() }),
  thrownAt: v.optional(v.string()),
});
const Place = v.object({ place: v.optional(v.string()) });

/** The start of a file whose lines differ from those of the compiled code. */
const TYPES = `/** A docstring
 * of two lines. */
interface Order {
  readonly id: string;
}

`;
const HEADER = `import { Permissions, webMethod } from '@wix/web-methods';\n${TYPES}`;
const THROWS = `${TYPES}export function fail(order?: Order): string {
  type Other = Order | undefined;
  const other: Other = order;
  if (other === undefined) throw new TypeError('no order');
  return other.id;
}
`;
const FAILS = 'Cannot read properties of undefined';

async function setup(files: Readonly<Record<string, string>>) {
  const printed: string[] = [];
  const site = temporaryFolder({ 'backend/empty.ts': 'export {};', ...files });
  const emulator = await createEmulator({
    site,
    cacheDir: temporaryFolder(),
    onError: (error, where) =>
      printed.push(`${where}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
  });
  onTestFinished(() => emulator.close());
  const post = async (path: string, body: unknown, token = ''): Promise<unknown> => {
    const response = await emulator.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const { token } = v.parse(Session, await post('/_emulator/sessions', { as: 'visitor' }));
  return {
    emulator,
    printed: () => printed.join('\n').replaceAll(`${site}/`, ''),
    call: async (method: string) =>
      v.parse(Body, await post(`${WEB_METHODS}/${method}.ajax`, [], token)),
    reportPageError: async (stack: string) =>
      v.parse(
        Place,
        await post('/_emulator/page-errors', { page: '/shop', message: 'Error: no', stack }),
      ).place,
    async page(path: string): Promise<string> {
      const response = await emulator.fetch(path, { headers: { accept: 'text/html' } });
      return response.text();
    },
  };
}

test.each<[name: string, files: Readonly<Record<string, string>>, place: string, message: string]>([
  [
    'an error that a web method throws',
    {
      'backend/orders.ts': THROWS,
      'backend/shop.web.ts': `import { fail } from 'backend/orders';\n${HEADER}export const list = webMethod(Permissions.Anyone, (order?: Order) => fail(order));`,
    },
    'backend/orders.ts:10:34',
    'no order',
  ],
  [
    'an error after an await, in public code',
    {
      'public/orders.ts': THROWS,
      'backend/shop.web.ts': `import { fail } from 'public/orders';\n${HEADER}export const list = webMethod(Permissions.Anyone, async (order?: Order) => {\n  await Promise.resolve();\n  return fail(order);\n});`,
    },
    'public/orders.ts:10:34',
    'no order',
  ],
  [
    'an error when a module is loaded',
    {
      'backend/prices.js': 'const prices = undefined;\n\nexport const first = prices[0];\n',
      'backend/shop.web.ts': `import { first } from 'backend/prices';\n${HEADER}export const list = webMethod(Permissions.Anyone, () => first);`,
    },
    'backend/prices.js:3:28',
    FAILS,
  ],
  [
    'an error of syntax in TypeScript',
    { 'backend/shop.web.ts': `${HEADER}const order: Order = ;\n` },
    'backend/shop.web.ts:8:22',
    'Unexpected token',
  ],
  [
    'an error of syntax in JavaScript',
    {
      'backend/shop.web.js': `import { a } from 'backend/a';\nimport { webMethod } from '@wix/web-methods';\nexport const list = webMethod('Anyone', a);`,
      'backend/a.js': 'export const a = () => {\n  return {\n};\n',
    },
    'backend/a.js:4:1',
    'Expected `}` but found `EOF`',
  ],
  [
    'types in JavaScript',
    { 'backend/shop.web.js': `import '@wix/web-methods';\n\nconst list: string[] = [];\n` },
    'backend/shop.web.js:3:7',
    'Missing initializer in const declaration',
  ],
])('a web method that fails names the place of %s', async (_, files, place, message) => {
  const { call, printed } = await setup(files);
  const { result, thrownAt } = await call(`shop.web.js/list`);
  expect(result.message).toContain(message);
  expect(`${result.message} ${thrownAt ?? ''}`).toContain(place);
  // The test runner has its own format of stack traces; `npm start` prints the places, too.
  expect(printed()).toContain(message);
});

test.each<[name: string, code: string, place: string]>([
  ['an error of a page', `${THROWS}fail();`, 'pages/shop.ts:10:34'],
  ['an error in onReady', `${THROWS}$w.onReady(() => void fail());`, 'pages/shop.ts:10:34'],
  ['an error of syntax', `${THROWS}const order: Order = ;`, 'pages/shop.ts:13:22'],
])('the server-side run of a page names the place of %s', async (_, code, place) => {
  const { page, printed } = await setup({ 'pages/shop.ts': code });
  expect(await page('/shop')).toContain(place);
  expect(printed()).toContain(place);
});

test('the route of page errors maps the lines that a browser reports, and prints the error', async () => {
  const { emulator, reportPageError, printed } = await setup({ 'pages/shop.ts': THROWS });
  const url = await emulator.listen();
  const lines = (await (await fetch(`${url}/pages/shop.ts`)).text()).split('\n');
  const line = lines.findIndex((it) => it.includes('throw new TypeError'));
  const column = String(lines[line]?.indexOf('new TypeError'));
  const at = `${url}/pages/shop.ts?t=1:${String(line + 1)}:${String(Number(column) + 1)}`;
  const stack = `TypeError: no order\n    at run (${url}/node_modules/x.js:1:2)\n    at fail (${at})`;
  expect(await reportPageError(stack)).toBe('pages/shop.ts:10:34');
  expect(printed()).toBe('page /shop: Error: no (pages/shop.ts:10:34)');
  expect(await reportPageError('Error: no\n    at <anonymous>:1:1')).toBeUndefined();
});

test('the route of page errors finds the place in JavaScript that needs no compilation', async () => {
  const { emulator, reportPageError } = await setup({ 'pages/shop.js': '\n  fail();\n' });
  const url = await emulator.listen();
  await (await fetch(`${url}/pages/shop.js`)).text();

  const stack = `Error: no\n    at fail (${url}/pages/shop.js?import:2:3)`;
  expect(await reportPageError(stack)).toBe('pages/shop.js:2:3');
});
