import { expect, test } from 'vitest';
import { overBudget, weigh } from '../../build/sizes.mjs';

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

/** Text that does not compress, the same every time. */
function noise(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(48 + (seed % 10));
  }).join('');
}

test('a budget weighs what is imported of the site, not what Wix brings', async () => {
  const files = setup();
  const before = await weigh(files, /^backend\/inbox\.web\.js$/);
  expect(before).toBeLessThan(150);
  files.set('public/inbox-a.js', `export const a = '${noise(4000)}';`);
  expect(await weigh(files, /^backend\/inbox\.web\.js$/)).toBeGreaterThan(before + 1500);
});

test('a page that reaches the backend does not carry it', async () => {
  const files = setup();
  files.set('backend/inbox.web.js', `export const a = '${noise(9000)}';`);
  expect(await weigh(files, /^pages\/contact\.js$/)).toBeLessThan(150);
});

test('comments weigh nothing', async () => {
  const files = setup();
  const before = await weigh(files, /^pages\/contact\.js$/);
  files.set('public/inbox-a.js', `/** ${noise(4000)} */\nexport const a = 1;`);
  expect(await weigh(files, /^pages\/contact\.js$/)).toBe(before);
});

test('a site over its budget is refused by name and bytes', async () => {
  const files = setup();
  expect((await overBudget(files)).faults).toEqual([]);
  files.set('public/inbox-a.js', `export const a = '${noise(12_000)}';`);
  const { faults } = await overBudget(files);
  expect(faults).toHaveLength(1);
  expect(faults.join('')).toMatch(/^contact page: \d+ bytes over its budget/);
});
