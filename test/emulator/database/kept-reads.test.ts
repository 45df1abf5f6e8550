// What is kept of a table: it is read again after each change, and its number is bounded.
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../emulator/database/database.ts';
import { keepReads } from '../../../emulator/database/kept-reads.ts';

const TABLES = [
  'create table if not exists names (id text primary key, name text not null)',
  'create table if not exists other (id text primary key)',
];

function setup() {
  const database = openDatabase(':memory:', TABLES);
  onTestFinished(() => database.close());
  let reads = 0;
  const readName = keepReads('names', (from, id) => {
    reads += 1;
    return from.get<{ readonly name: string }>('select name from names where id = ?', id);
  });
  const write = (id: string, name: string) =>
    database.run(
      'insert into names values (?, ?) on conflict (id) do update set name = excluded.name',
      id,
      name,
    );
  return {
    database,
    write,
    nameOf: (id: string) => readName(database, id)?.name,
    reads: () => reads,
  };
}

it('reads a value once, until its table is written', async () => {
  const { database, write, nameOf, reads } = setup();
  await database.transaction(() => write('a', 'Ann'));
  expect([nameOf('a'), nameOf('a')]).toEqual(['Ann', 'Ann']);
  await database.transaction(() => database.run(`insert into other values ('x')`));
  expect([nameOf('a'), reads()]).toEqual(['Ann', 1]);
  await database.transaction(() => write('a', 'Anna'));
  expect(nameOf('a')).toBe('Anna');
  await database.transaction(() => database.run('update names set name = ?', 'Ada'));
  expect(nameOf('a')).toBe('Ada');
  await database.transaction(() => database.run('delete from "names"'));
  expect(nameOf('a')).toBeUndefined();
});

it('reads again after a statement that names no table at its start', async () => {
  const { database, write, nameOf } = setup();
  await database.transaction(() => write('a', 'Ann'));
  expect(nameOf('a')).toBe('Ann');
  await database.transaction(() =>
    database.run(`with it as (select 'a' as id) update names set name = 'Ada' where id in it`),
  );
  expect(nameOf('a')).toBe('Ada');
});

it('forgets what it read inside a transaction that is rolled back', async () => {
  const { database, write, nameOf } = setup();
  await database.transaction(() => write('a', 'Ann'));
  const failed = database.transaction(() => {
    write('a', 'Eve');
    expect(nameOf('a')).toBe('Eve');
    throw new Error('rolled back');
  });
  expect(nameOf('a')).toBe('Ann');
  await expect(failed).rejects.toThrow('rolled back');
  expect(nameOf('a')).toBe('Ann');
});

it('forgets what it read of a turn whose commit fails', async () => {
  const { database, write, nameOf } = setup();
  await database.transaction(() => write('a', 'Ann'));
  const turn = database.transaction(() => write('a', 'Eve'));
  expect(nameOf('a')).toBe('Eve');
  // Ends the transaction of the turn, so that its commit finds none.
  database.get('rollback');
  await expect(turn).rejects.toThrow('no transaction is active');
  expect(nameOf('a')).toBe('Ann');
});

it('keeps no value that is missing, and not more than a thousand', async () => {
  const { database, write, nameOf, reads } = setup();
  expect([nameOf('a'), nameOf('a'), reads()]).toEqual([undefined, undefined, 2]);
  await database.transaction(() => {
    for (let id = 0; id < 1001; id += 1) write(String(id), 'x');
  });
  for (let id = 0; id < 1001; id += 1) nameOf(String(id));
  const before = reads();
  expect([nameOf('1000'), reads() - before]).toEqual(['x', 0]);
  expect([nameOf('0'), reads() - before]).toEqual(['x', 1]);
});

it('keeps the values of two databases apart', async () => {
  const { database, write, nameOf } = setup();
  const other = setup();
  await database.transaction(() => write('a', 'Ann'));
  await other.database.transaction(() => other.write('a', 'Bob'));
  expect([nameOf('a'), other.nameOf('a')]).toEqual(['Ann', 'Bob']);
});
