import { expect, test } from 'vitest';
import { checkSizes, measureSize } from '../../build/sizes.mjs';

function setup(): Map<string, string> {
  return new Map([
    [
      'backend/inbox.web.js',
      `import { inbox } from '@wix/inbox';\nexport * from 'public/inbox-a';\nexport { inbox };`,
    ],
    ['backend/unused.js', `export const a = '${noise(9000)}';`],
    ['public/inbox-a.js', `export const a = 1;`],
    [
      'pages/contact.js',
      `import { a } from 'backend/inbox.web';\nimport { a as b } from 'public/inbox-a';\na(b);`,
    ],
  ]);
}

/** Returns text that does not compress, the same for every call. */
function noise(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(48 + (seed % 10));
  }).join('');
}

test("measures the site's imported modules, without Wix's packages", async () => {
  const files = setup();
  const before = await measureSize(files, /^backend\/inbox\.web\.js$/);
  expect(before).toBeLessThan(150);
  files.set('public/inbox-a.js', `export const a = '${noise(4000)}';`);
  expect(await measureSize(files, /^backend\/inbox\.web\.js$/)).toBeGreaterThan(before + 1500);
});

test("does not count the backend in a page's size", async () => {
  const files = setup();
  files.set('backend/inbox.web.js', `export const a = '${noise(9000)}';`);
  expect(await measureSize(files, /^pages\/contact\.js$/)).toBeLessThan(150);
});

test('does not count comments', async () => {
  const files = setup();
  const before = await measureSize(files, /^pages\/contact\.js$/);
  files.set('public/inbox-a.js', `/** ${noise(4000)} */\nexport const a = 1;`);
  expect(await measureSize(files, /^pages\/contact\.js$/)).toBe(before);
});

test('reports the name and the excess of a script over its budget', async () => {
  const files = setup();
  expect((await checkSizes(files)).errors).toEqual([]);
  files.set('public/inbox-a.js', `export const a = '${noise(30_000)}';`);
  const { errors } = await checkSizes(files);
  expect(errors).toHaveLength(1);
  expect(errors.join('')).toMatch(/^contact page: \d+ bytes over its budget/);
});

test("does not count the site's own settings, forms and modules", async () => {
  const files = setup();
  const before = await checkSizes(files);
  files.set('backend/orders.web.js', `export const a = '${noise(50_000)}';`);
  files.set('public/inbox-forms.js', `export const a = '${noise(50_000)}';`);
  files.set('public/inbox-a.js', `import { a } from 'public/inbox-forms';\nexport { a };`);
  expect((await checkSizes(files)).errors).toEqual(before.errors);
});
