import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../emulator/database/database.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const TABLES = [
  'create table if not exists words (id integer primary key, word text not null unique)',
  // Makes a commit fail: SQLite checks a deferred foreign key only at the commit.
  'pragma foreign_keys = on',
  'create table if not exists shelves (id integer primary key)',
  'create table if not exists books (id integer primary key, shelf integer references shelves (id) deferrable initially deferred)',
];

function setup(file = ':memory:') {
  const database = openDatabase(file, TABLES);
  onTestFinished(() => database.close());
  const add = (word: string): void => database.run('insert into words (word) values (?)', word);
  const words = (): readonly string[] =>
    database
      .all<{ readonly word: string }>('select word from words order by id')
      .map(({ word }) => word);
  return {
    database,
    add,
    words,
    addInTransaction: (word: string) => database.transaction(() => add(word)),
  };
}

/** Opens a second connection, which sees only committed rows. */
function setupWithReader() {
  const folder = temporaryFolder();
  const file = join(folder, 'data', 'wix.db');
  const writer = setup(file);
  return { ...writer, file, committed: setup(file).words };
}

it('commits the transactions of one turn together, and resolves them after the commit', async () => {
  const { addInTransaction, words, committed } = setupWithReader();
  const first = addInTransaction('one');
  const second = addInTransaction('two');
  expect(words()).toEqual(['one', 'two']);
  expect(committed()).toEqual([]);
  await first;
  expect(committed()).toEqual(['one', 'two']);
  await second;
});

it('counts the continuations of promises as the same turn', async () => {
  const { addInTransaction, committed } = setupWithReader();
  const first = addInTransaction('one');
  for (let step = 0; step < 10; step += 1) {
    await Promise.resolve();
  }
  const second = addInTransaction('two');
  expect(committed()).toEqual([]);
  await first;
  expect(committed()).toEqual(['one', 'two']);
  await second;
});

it('commits the transactions of another turn separately', async () => {
  const { addInTransaction, words, committed } = setupWithReader();
  await addInTransaction('one');
  const later = addInTransaction('two');
  expect(words()).toEqual(['one', 'two']);
  expect(committed()).toEqual(['one']);
  await later;
  expect(committed()).toEqual(['one', 'two']);
});

it('resolves with the result of the work, and without a commit if it only reads', async () => {
  const { database, add, words } = setup();
  expect(await database.transaction(() => 'read')).toBe('read');
  const answer = await database.transaction(() => {
    add('one');
    return words();
  });
  expect(answer).toEqual(['one']);
  expect(database.get('select word from words where id = ?', 99)).toBeUndefined();
});

it('rolls back work that throws and keeps the other transactions of the same turn', async () => {
  const { database, add, words, addInTransaction } = setup();
  const before = addInTransaction('before');
  const thrown = database.transaction(() => {
    add('half');
    add('half done');
    throw new Error('no further');
  });
  const after = addInTransaction('after');
  await expect(thrown).rejects.toThrow('no further');
  await Promise.all([before, after]);
  expect(words()).toEqual(['before', 'after']);
});

it('rolls back the whole transaction if one of its statements fails', async () => {
  const { database, add, words, addInTransaction } = setup();
  await addInTransaction('taken');
  const refused = database.transaction(() => {
    add('new');
    add('taken');
  });
  await expect(refused).rejects.toThrow(/UNIQUE/);
  expect(words()).toEqual(['taken']);
  await addInTransaction('new');
  expect(words()).toEqual(['taken', 'new']);
});

it('rolls back work that throws in a turn of its own', async () => {
  const { database, add, words, committed, addInTransaction } = setupWithReader();
  await expect(
    database.transaction(() => {
      add('half');
      throw new Error('no further');
    }),
  ).rejects.toThrow('no further');
  expect([words(), committed()]).toEqual([[], []]);
  await addInTransaction('one');
  expect(committed()).toEqual(['one']);
});

it('rejects every transaction of a failed commit, and continues to work', async () => {
  const { database, addInTransaction, words } = setup();
  const waiting = [
    addInTransaction('one'),
    database.transaction(() => database.run('insert into books (shelf) values (7)')),
    addInTransaction('two'),
    // It read rows of the other transactions, so it must not resolve either.
    database.transaction(() => words().length),
  ];
  const outcomes = await Promise.allSettled(waiting);
  expect(
    outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome)),
  ).toEqual(waiting.map(() => 'SqliteError: FOREIGN KEY constraint failed'));
  expect(words()).toEqual([]);
  await addInTransaction('three');
  expect(words()).toEqual(['three']);
});

it.each([
  ['a boolean', true, 'boolean'],
  ['undefined', undefined, 'undefined'],
  ['text with NUL', 'a\u0000b', 'string'],
  ['a fraction', 1.5, 'number'],
  ['NaN', Number.NaN, 'number'],
  ['a number beyond exact integers', 2 ** 53, 'number'],
  ['a bigint', 1n, 'bigint'],
  ['a date', new Date(0), 'object'],
  ['bytes', new Uint8Array(1), 'object'],
])('refuses to bind %s', async (_, bad, type) => {
  const { database, words } = setup();
  // Called through Reflect, because the types forbid it.
  const call = (method: 'all' | 'get' | 'run', sql: string): unknown =>
    Reflect.apply(database[method], database, [sql, bad]);
  const message = `Failed to bind a ${type} to "`;
  await expect(
    database.transaction(() => call('run', 'insert into words (word) values (?)')),
  ).rejects.toThrow(message);
  expect(() => call('all', 'select ? as value')).toThrow(message);
  expect(() => call('get', 'select ? as value')).toThrow(message);
  expect(words()).toEqual([]);
});

it('stores text, integers and null unchanged', () => {
  const { database } = setup();
  const values = ['', 'ü 😀 \n\t', "'; drop table words; --", 0, -1, Number.MAX_SAFE_INTEGER, null];
  for (const value of values) {
    expect(database.get('select ? as value', value)).toMatchObject({ value });
  }
});

it('refuses a write outside a transaction', () => {
  const { add, words } = setup();
  expect(() => add('one')).toThrow('Failed to write outside transaction()');
  expect(words()).toEqual([]);
});

it('refuses a transaction inside a transaction', async () => {
  const { database, add, words, addInTransaction } = setup();
  const outer = database.transaction(() => {
    add('outer');
    void database.transaction(() => add('inner'));
  });
  await expect(outer).rejects.toThrow('Failed to begin a transaction inside a transaction');
  expect(words()).toEqual([]);
  await addInTransaction('after');
  expect(words()).toEqual(['after']);
});

it('commits pending transactions when it closes', async () => {
  const { database, addInTransaction, committed } = setupWithReader();
  const last = addInTransaction('last');
  database.close();
  expect(committed()).toEqual(['last']);
  await last;
});

it('makes its folder private to the user, and keeps its rows after a restart', async () => {
  const { database, addInTransaction, file } = setupWithReader();
  await addInTransaction('kept');
  database.close();
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  expect(setup(file).words()).toEqual(['kept']);
});
