import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { build as setup } from './site-on-disk.ts';

test('an option that there is not is not understood, and nothing is built', () => {
  const { status, stdout, stderr } = setup('.', '--onto', 'src');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^Unknown option '--onto'[^]*Usage: npm run build \[-- --into DIR\]/);
});

test('a folder that is no site is refused before anything is built', () => {
  const { status, stdout, stderr } = setup(temporaryFolder(), '--into', 'absent');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Failed to install: .*absent is no folder/);
});
