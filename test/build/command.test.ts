import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../emulator/site/temporary-site.ts';
import { filesIn } from './site-on-disk.ts';

/** Runs the build as `npm run build --` with these arguments does, in a folder. */
function setup(typedIn: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/build.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, npm_lifecycle_event: 'build', INIT_CWD: typedIn },
  });
  return { status, stdout, stderr };
}

test.each([
  ['an option that there is not', ['--onto', 'src'], "Unknown option '--onto'"],
  ['an empty folder', ['--into', ''], 'names no folder'],
])('%s is not understood, and nothing is built', (_, args, why) => {
  const { status, stdout, stderr } = setup('.', ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(why);
  expect(stderr).toContain('Usage: npm run build [-- --into DIR]');
});

test('a folder that is no site is refused before anything is built', () => {
  const { status, stdout, stderr } = setup(temporaryFolder(), '--into', 'absent');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Failed to install: .*absent is no folder/);
});

test('the site is built and installed, where the path was typed', () => {
  const repository = temporaryFolder({ 'src/pages/masterPage.js': '' });
  const { status, stdout, stderr } = setup(repository, '--into', 'src');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/dist\/paste: 8 files[^]*src: \d+ added, 0 replaced, 0 removed/);
  const installed = filesIn(join(repository, 'src'));
  expect(installed['backend/inbox.web.js']).toContain('sendFormData');
  expect(installed['pages/masterPage.js']).toBe('');
}, 60_000);
