import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { build as setup } from '../support/build/site-on-disk.ts';

test('exits with 2 and the usage for an unknown option, without building', () => {
  const { status, stdout, stderr } = setup('.', '--onto', 'src');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^Unknown option '--onto'[^]*Usage: npm run build \[-- --into DIR\]/);
});

test('exits with 1 if the folder of --into does not exist, without building', () => {
  const { status, stdout, stderr } = setup(temporaryFolder(), '--into', 'absent');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Failed to install: .*absent is not a folder/);
});

test('prints the usage with --help, without building', () => {
  const { status, stdout, stderr } = setup('.', '--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: npm run build [^]*--into DIR[^]*--check/);
});
