import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const ITEMS = Array.from({ length: 51 }, (_, index) => ({ _id: `b-${String(index)}`, n: index }));

/** Starts an emulator with two collections. */
async function setup() {
  const seed = {
    collections: [
      {
        id: 'Books',
        fields: { title: 'TEXT', at: 'DATETIME' },
        permissions: { read: 'ANYONE' },
        items: [{ _id: 'emma', title: MARKUP, at: '1815-12-23T00:00:00Z', more: { a: [1] } }],
      },
      { id: 'Many', items: ITEMS },
    ],
  };
  const folder = temporaryFolder({ 'seed.json': JSON.stringify(seed) });
  const started = await startEmulator({ seed: `${folder}/seed.json` });
  const read = async (path = '') => {
    const response = await started.emulator.fetch(`/_emulator/data${path}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return { ...started, read };
}

it('lists the collections with their number of items', async () => {
  const { read } = await setup();
  const { text } = await read();
  expect(text).toMatch(/collection=Books"\s*>Books<[^]*?<span class="note">1</u);
  expect(text).toMatch(/>Many<[^]*?<span class="note">51</u);
});

it('shows the values of items, escaped, with no inline script or style', async () => {
  const { read } = await setup();
  const { text, headers } = await read('?collection=Books');
  expect(text).toContain('read: ANYONE');
  expect(text).toContain('<td>1815-12-23T00:00:00.000Z</td>');
  expect(text).toContain('<td>{&quot;a&quot;:[1]}</td>');
  expect(text).not.toContain('<img');
  expect(text).not.toMatch(/<script>|style=/u);
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
});

it('shows 50 items on a page, with links to the others', async () => {
  const { read } = await setup();
  const first = await read('?collection=Many');
  expect(first.text.match(/<tr id=/gu)).toHaveLength(50);
  expect(first.text).toContain('offset=50');
  const second = await read('?collection=Many&offset=50');
  expect(second.text.match(/<tr id=/gu)).toHaveLength(1);
  expect(second.text).toContain('offset=0');
});

it('answers 404 for a collection that does not exist, and shows no other', async () => {
  const { read } = await setup();
  const { status, text } = await read('?collection=None');
  expect(status).toBe(404);
  expect(text).toContain('There is no collection &quot;None&quot;.');
});
