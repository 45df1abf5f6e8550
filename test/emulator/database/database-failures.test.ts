import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../../emulator/app.ts';
import { openDatabase } from '../../../emulator/database/database.ts';
import { createWix } from '../../../emulator/wix/server.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const TABLES = ['create table if not exists words (id integer primary key, word text not null)'];
const LONG = 'x'.repeat(100_000);
const FULL = 'the disk is full. Free some space.';

function setup() {
  const file = join(temporaryFolder(), 'wix.db');
  const database = openDatabase(file, TABLES);
  onTestFinished(() => database.close());
  const countPages = () =>
    database.get<{ readonly page_count: number }>('pragma page_count')?.page_count ?? 0;
  return {
    file,
    database,
    add: (word: string) =>
      database.transaction(() => database.run('insert into words (word) values (?)', word)),
    words: () => database.all<{ readonly word: string }>('select word from words').length,
    /** Simulates a full disk: the file may not grow. */
    fillDisk: () => void database.get(`pragma max_page_count = ${String(countPages())}`),
    freeDisk: () => void database.get('pragma max_page_count = 1000000'),
  };
}

/** Another program's connection, which holds the lock for writing. */
function lockByAnotherProgram(file: string) {
  const other = openDatabase(file, TABLES);
  other.get('begin immediate');
  onTestFinished(() => other.close());
  return { unlock: () => void other.get('rollback') };
}

it('rejects every transaction of a turn on a full disk, and works again when there is space', async () => {
  const { add, words, fillDisk, freeDisk } = setup();
  await add('kept');
  fillDisk();
  const outcomes = await Promise.allSettled([add('small'), add(LONG), add('small')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  for (const outcome of outcomes.slice(0, 2)) {
    expect(outcome).toMatchObject({ reason: { name: 'DatabaseError' } });
    expect(String(outcome.status === 'rejected' && outcome.reason)).toContain(FULL);
  }
  freeDisk();
  await add(LONG);
  expect(words()).toBe(3);
});

it('waits while another program holds the lock', async () => {
  const { file, database, add, words } = setup();
  const { unlock } = lockByAnotherProgram(file);
  let runs = 0;
  const waiting = database.transaction(() => {
    runs += 1;
    if (runs === 3) unlock();
    database.run('insert into words (word) values (?)', 'first');
  });
  await Promise.all([waiting, add('second')]);
  expect([runs, words()]).toEqual([3, 2]);
});

it('gives up after two seconds, and works again when the lock is free', async () => {
  const { file, add, words } = setup();
  const { unlock } = lockByAnotherProgram(file);
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 700));
  await expect(add('never')).rejects.toThrow(/wix\.db is locked by another program/);
  unlock();
  await add('later');
  expect(words()).toBe(1);
});

/** Emulates Wix and its routes over a file, with a switch for a full disk. */
function startApp() {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const failures: unknown[] = [];
  const wix = createWix({
    data: join(temporaryFolder(), 'wix.db'),
    delivery: { onFailure: (error) => failures.push(error) },
  });
  const app = createApp({
    wix,
    site: undefined,
    control: {
      reset: () => wix.reset(),
      restore: (snapshot) => wix.restore(snapshot),
      blogPost: { id: 'a', title: 'b' },
    },
    elevatedToken: () => '',
    port: () => 0,
    allowedOrigins: [],
    onError: () => undefined,
  });
  onTestFinished(() => {
    app.close();
    wix.close();
  });
  const setPages = (count: string | number) =>
    void wix.database.get(`pragma max_page_count = ${String(count)}`);
  return {
    wix,
    printed,
    failures,
    fillDisk() {
      const row = wix.database.get<{ readonly page_count: number }>('pragma page_count');
      setPages(row?.page_count ?? 0);
    },
    freeDisk: () => setPages(1_000_000),
    async post(path: string, body: object) {
      const init = { method: 'POST', body: JSON.stringify(body) };
      const response = await app.fetch(new Request(`http://127.0.0.1${path}`, init));
      return { status: response.status, body: await response.text() };
    },
  };
}

it.each([
  ['a control route', '/_emulator/sessions', { as: 'visitor' }],
  ['Wix’s REST', '/oauth2/token', { grantType: 'anonymous', clientId: LONG }],
])('%s returns 500 while the disk is full, and works afterwards', async (_, path, body) => {
  const { post, fillDisk, freeDisk, printed } = startApp();
  fillDisk();
  let failed = await post(path, body);
  // Rows fill the free space of pages first.
  for (let count = 0; failed.status === 200 && count < 200; count += 1) {
    failed = await post(path, body);
  }
  expect(failed.status).toBe(500);
  expect(failed.body).toContain(FULL);
  expect(failed.body).toContain('Nothing was changed.');
  expect(failed.body).not.toMatch(/insert|select|SQLITE|\n\s+at /i);
  expect(printed).toHaveBeenCalledWith(expect.stringContaining(FULL));
  freeDisk();
  expect((await post(path, body)).status).toBe(200);
});

it('runs an event handler once although its result could not be recorded', async () => {
  const { wix, failures, freeDisk } = startApp();
  const handled: string[] = [];
  wix.events.subscribe(async ({ entityId }) => {
    handled.push(entityId);
    // From here, the outcome cannot be written.
    wix.database.get('pragma query_only = on');
    return 'delivered';
  });
  await wix.runAs(undefined, (context) =>
    context.emit({ name: 'contact-deleted', entityId: 'one', body: { kind: 'deleted' } }),
  );
  await expect(wix.events.settled()).rejects.toThrow('read-only');
  expect(failures).not.toEqual([]);
  wix.database.get('pragma query_only = off');
  freeDisk();
  await wix.events.settled();
  expect(handled).toEqual(['one']);
  expect(wix.events.list(1)).toMatchObject([{ outcome: 'delivered' }]);
});
