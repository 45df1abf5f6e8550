import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../emulator/database/database.ts';
import { temporaryFolder } from '../site/temporary-site.ts';

const TABLES = [
  'create table if not exists words (id integer primary key, word text not null unique)',
  // A commit that fails: a promise that SQLite checks only then.
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
  return { database, add, words, durably: (word: string) => database.durable(() => add(word)) };
}

/** A second connection, which sees what is committed and nothing else. */
function setupWithReader() {
  const folder = temporaryFolder();
  const file = join(folder, 'data', 'wix.db');
  const writer = setup(file);
  return { ...writer, file, committed: setup(file).words };
}

it('commits the work of one turn together, and answers only then', async () => {
  const { durably, words, committed } = setupWithReader();
  const first = durably('one');
  const second = durably('two');
  expect(words()).toEqual(['one', 'two']);
  expect(committed()).toEqual([]);
  await first;
  expect(committed()).toEqual(['one', 'two']);
  await second;
});

it('counts what promises go on with as the same turn', async () => {
  const { durably, committed } = setupWithReader();
  const first = durably('one');
  for (let step = 0; step < 10; step += 1) {
    await Promise.resolve();
  }
  const second = durably('two');
  expect(committed()).toEqual([]);
  await first;
  expect(committed()).toEqual(['one', 'two']);
  await second;
});

it('commits the work of another turn apart', async () => {
  const { durably, words, committed } = setupWithReader();
  await durably('one');
  const later = durably('two');
  expect(words()).toEqual(['one', 'two']);
  expect(committed()).toEqual(['one']);
  await later;
  expect(committed()).toEqual(['one', 'two']);
});

it('answers what the work answers, and what only reads without a commit', async () => {
  const { database, add, words } = setup();
  expect(await database.durable(() => 'read')).toBe('read');
  const answer = await database.durable(() => {
    add('one');
    return words();
  });
  expect(answer).toEqual(['one']);
  expect(database.get('select word from words where id = ?', 99)).toBeUndefined();
});

it('undoes the work that throws and keeps its neighbours of the same turn', async () => {
  const { database, add, words, durably } = setup();
  const before = durably('before');
  const thrown = database.durable(() => {
    add('half');
    add('half done');
    throw new Error('no further');
  });
  const after = durably('after');
  await expect(thrown).rejects.toThrow('no further');
  await Promise.all([before, after]);
  expect(words()).toEqual(['before', 'after']);
});

it('undoes the whole work where one of its statements fails', async () => {
  const { database, add, words, durably } = setup();
  await durably('taken');
  const refused = database.durable(() => {
    add('new');
    add('taken');
  });
  await expect(refused).rejects.toThrow(/UNIQUE/);
  expect(words()).toEqual(['taken']);
  await durably('new');
  expect(words()).toEqual(['taken', 'new']);
});

it('undoes work that throws in a turn of its own', async () => {
  const { database, add, words, committed, durably } = setupWithReader();
  await expect(
    database.durable(() => {
      add('half');
      throw new Error('no further');
    }),
  ).rejects.toThrow('no further');
  expect([words(), committed()]).toEqual([[], []]);
  await durably('one');
  expect(committed()).toEqual(['one']);
});

it('tells everybody who waited for a commit that failed, and works on', async () => {
  const { database, durably, words } = setup();
  const waiting = [
    durably('one'),
    database.durable(() => database.run('insert into books (shelf) values (7)')),
    durably('two'),
    // Saw what its neighbours wrote: it may not be answered either.
    database.durable(() => words().length),
  ];
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map((told) => (told.status === 'rejected' ? String(told.reason) : told))).toEqual(
    waiting.map(() => 'SqliteError: FOREIGN KEY constraint failed'),
  );
  expect(words()).toEqual([]);
  await durably('three');
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
])('refuses %s before the store sees it', async (_, bad, type) => {
  const { database, words } = setup();
  // Called past the types, which forbid it.
  const call = (method: 'all' | 'get' | 'run', sql: string): unknown =>
    Reflect.apply(database[method], database, [sql, bad]);
  const says = `Failed to bind a ${type} to "`;
  await expect(
    database.durable(() => call('run', 'insert into words (word) values (?)')),
  ).rejects.toThrow(says);
  expect(() => call('all', 'select ? as value')).toThrow(says);
  expect(() => call('get', 'select ? as value')).toThrow(says);
  expect(words()).toEqual([]);
});

it('keeps text, integers and null as they are', () => {
  const { database } = setup();
  const values = ['', 'ü 😀 \n\t', "'; drop table words; --", 0, -1, Number.MAX_SAFE_INTEGER, null];
  for (const value of values) {
    expect(database.get('select ? as value', value)).toMatchObject({ value });
  }
});

it('refuses writes that nobody would wait for', () => {
  const { add, words } = setup();
  expect(() => add('one')).toThrow('Failed to write outside durable()');
  expect(words()).toEqual([]);
});

it('refuses durable work inside durable work', async () => {
  const { database, add, words, durably } = setup();
  const outer = database.durable(() => {
    add('outer');
    void database.durable(() => add('inner'));
  });
  await expect(outer).rejects.toThrow('Failed to begin durable work inside durable work');
  expect(words()).toEqual([]);
  await durably('after');
  expect(words()).toEqual(['after']);
});

it('commits what is open when it closes', async () => {
  const { database, durably, committed } = setupWithReader();
  const last = durably('last');
  database.close();
  expect(committed()).toEqual(['last']);
  await last;
});

it('keeps its file to its owner, and what it holds over a new start', async () => {
  const { database, durably, file } = setupWithReader();
  await durably('kept');
  database.close();
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  expect(setup(file).words()).toEqual(['kept']);
});
