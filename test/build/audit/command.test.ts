import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const run = (...args: string[]) =>
  spawnSync('node', ['build/audit/audit.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: '' },
  });

test('exits with 2 for wrong arguments, and says what is expected', () => {
  expect(
    [run(), run('a', 'b'), run('--all')].map(({ status, stderr }) => [status, stderr]),
  ).toEqual([
    [2, 'Expected the folder of a site.\nSee npm run audit -- --help.\n'],
    [2, 'Expected one folder, got a, b.\nSee npm run audit -- --help.\n'],
    [2, "Unknown option '--all'.\nSee npm run audit -- --help.\n"],
  ]);
});

test('exits with 2 for a folder that is no site', () => {
  const { status, stderr } = run('docs');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Failed to audit: .*docs has no backend\/ and no src\/backend\//);
});

test('exits with 1 and prints JSON for a site with a finding', () => {
  const folder = temporaryFolder({
    'src/backend/notes.jsw': `import wixData from 'wix-data';
export const note = (id) => wixData.get('Notes', id, { suppressAuth: true });`,
  });
  const { status, stdout } = run(folder, '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [{ kind: 'caller-selects', file: 'backend/notes.jsw', line: 2, labels: ['id'] }],
  });
});
