import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../emulator/database/database.ts';
import { toDatabaseError } from '../../../emulator/database/database-error.ts';
import { createWix } from '../../../emulator/wix/server.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const PROJECT = new URL('../../../', import.meta.url).pathname;
const TYPESCRIPT = ['--import', './emulator/typescript.mjs'];
const OTHER_DATA = /--data FILE/;

function open(file: string): void {
  const wix = createWix({ data: file });
  onTestFinished(() => wix.close());
}

/** Creates a complete file that an emulator has closed: all pages in the file itself, none in the log beside it. */
function createFile(): string {
  const file = join(temporaryFolder(), 'wix.db');
  const writer = createWix({ data: file });
  const copy = join(temporaryFolder(), 'copy.db');
  writer.database.get('pragma wal_checkpoint(truncate)');
  copyFileSync(file, copy);
  writeFileSync(`${copy}-lock`, '');
  writer.close();
  return copy;
}

function overwrite(file: string, position: number, length: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(7, position, position + length));
}

/** Changes a database as another program would. */
function runSql(file: string, sql: string): void {
  const wix = createWix({ data: file });
  wix.database.get(sql);
  wix.close();
}

it.each<[name: string, change: (file: string) => void, problem: RegExp]>([
  ['emptied', (file) => truncateSync(file, 0), /is damaged\./],
  ['cut in its header', (file) => truncateSync(file, 50), /is damaged/],
  ['cut after its header', (file) => truncateSync(file, 100), /is damaged/],
  ['cut after a page', (file) => truncateSync(file, 4096), /is damaged/],
  ['cut in the middle', (file) => truncateSync(file, 40_000), /is damaged/],
  ['overwritten at the start', (file) => overwrite(file, 0, 100), /is damaged/],
  ['overwritten in the header', (file) => overwrite(file, 20, 50), /is damaged/],
  ['overwritten in the schema', (file) => overwrite(file, 100, 60), /is damaged/],
  ['overwritten in a table', (file) => overwrite(file, 8192, 3000), /is damaged/],
  ['text', (file) => writeFileSync(file, '{ "name": "site" }\n'.repeat(500)), /is damaged/],
  ['a short text', (file) => writeFileSync(file, 'x'), /is damaged/],
  [
    'of a newer version',
    (file) => runSql(file, 'pragma user_version = 99'),
    /by a newer version of the emulator \(format 99; this one reads 1\)\. Update the emulator, or/,
  ],
  ['with a table more', (file) => runSql(file, 'create table later (id)'), /another version/],
  [
    'with a column more',
    (file) => runSql(file, 'alter table tokens add column later text'),
    /another version/,
  ],
])('refuses a file that is %s, in one line and without changing it', (_, change, problem) => {
  const file = createFile();
  change(file);
  const before = readFileSync(file);
  let message = '';
  try {
    open(file);
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  expect(message).toMatch(problem);
  expect(message).toMatch(OTHER_DATA);
  expect(message).toContain(file);
  expect(message).not.toMatch(/\n|SQLITE|pragma|select/i);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('refuses the database of another program', () => {
  const file = join(temporaryFolder(), 'other.db');
  openDatabase(file, ['create table recipes (id integer primary key, name text)']).close();
  expect(() => open(file)).toThrow(/other\.db was written by another program/);
});

it('refuses folders and paths below a file', () => {
  const folder = temporaryFolder({ file: 'x' });
  mkdirSync(join(folder, 'data.db'));
  expect(() => open(join(folder, 'data.db'))).toThrow(/data\.db is not a file/);
  expect(() => open(join(folder, 'file', 'data.db'))).toThrow(/cannot be opened as a file/);
});

it.each([
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_READONLY_DIRECTORY', 'read-only'],
  ['EACCES', 'read-only'],
  ['EROFS', 'read-only'],
  ['SQLITE_CANTOPEN', 'opened'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_IOERR_WRITE', 'disk failed'],
  ['SQLITE_BUSY', 'locked'],
])('explains %s in one line', (code, word) => {
  const error = toDatabaseError(Object.assign(new Error('select secret'), { code }), '/a/b.db');
  expect(String(error)).toMatch(/^DatabaseError: The database \/a\/b\.db [^\n]*\.$/);
  expect(String(error)).toContain(word);
  expect(String(error)).not.toContain('select');
});

it('explains the error of libsql that has no code', () => {
  const error = toDatabaseError(new Error('ConnectionFailed("Unable to open: 14")'), '/a/b.db');
  expect(String(error)).toContain('cannot be opened as a file');
});

it('opens its own file again, and files of the version before there was a version', () => {
  const file = createFile();
  runSql(file, 'pragma user_version = 0');
  createWix({ data: file }).close();
  open(file);
});

it('does not lock :memory:, and leaves no file behind if a new one cannot be completed', () => {
  open(':memory:');
  open(':memory:');
  expect(existsSync(':memory:-lock')).toBe(false);
  const file = join(temporaryFolder(), 'new.db');
  expect(() => openDatabase(file, ['create table'])).toThrow('incomplete input');
  expect(existsSync(file)).toBe(false);
});

it('a second process on the file exits with one line that names the file and the first process', () => {
  const file = join(temporaryFolder(), 'wix.db');
  open(file);
  const args = [...TYPESCRIPT, 'emulator/cli.ts', '--data', file, '--port', '0'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(
    `The database ${file} is used by another emulator (process ${String(process.pid)}). Stop that process, ` +
      'pass another file with --data FILE, or store nothing on disk with --data :memory:.\n',
  );
});

it('takes over the lock of a killed process', async () => {
  const file = join(temporaryFolder(), 'wix.db');
  const script = `import { lockFile } from './emulator/database/file-lock.ts';
    lockFile(${JSON.stringify(file)});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const args = [...TYPESCRIPT, '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(() => open(file)).toThrow(`(process ${String(child.pid)})`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  open(file);
});

it('stores with WAL and synchronous=NORMAL, as documented', () => {
  const database = openDatabase(join(temporaryFolder(), 'wix.db'), []);
  onTestFinished(() => database.close());
  expect(database.get('pragma journal_mode')).toMatchObject({ journal_mode: 'wal' });
  expect(database.get('pragma synchronous')).toMatchObject({ synchronous: 1 });
});
