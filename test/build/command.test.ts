import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { build as setup } from '../support/build/site-on-disk.ts';

test('exits with 2 for an unknown option and names the known ones, without building', () => {
  const { status, stdout, stderr } = setup('.', '--onto', 'src');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(
    'Unknown option --onto. The options are --into DIR and --help.\nSee npm run build -- --help.\n',
  );
});

test('exits with 1 if the folder of --into does not exist, without building', () => {
  const { status, stdout, stderr } = setup(temporaryFolder(), '--into', 'absent');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Failed to install: .*absent is not a folder/);
});

test('prints the usage with --help, without building', () => {
  const { status, stdout, stderr } = setup('.', '--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: npm run build [^]*--into DIR[^]*--help/);
});
