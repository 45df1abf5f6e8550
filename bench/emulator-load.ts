// Measures the emulator as a separate process: messages a second, how the number of stored messages changes that, reset.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { openDatabase } from '../emulator/database/database.ts';
import { TABLES } from '../emulator/wix/operations.ts';
import { median } from './one-send.ts';
import { measureLoad, startProcess, type LoadResult } from './process.ts';

const SECONDS = 5;
const CONNECTIONS = [10, 32];
/** The numbers of stored messages, in 1,000 conversations. */
const STORED = [1_000, 10_000, 100_000, 1_000_000];
const CONVERSATIONS = 1_000;
const RESETS = 20;
/** Wix alone, and with this project's event handlers in the same process. */
const SITES: readonly [site: string, args: readonly string[]][] = [
  ['none', ['--no-site']],
  ['this project', []],
];

const Session = v.object({ token: v.string() });
const Opened = v.object({ conversation: v.object({ id: v.string() }) });

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: token }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${url} returned ${String(response.status)}`);
  const json: unknown = await response.json();
  return json;
}

/** Starts the emulator on a data file, and returns functions that call it as an app. */
async function openEmulator(file: string, args: readonly string[] = ['--no-site']) {
  const { url, stop } = await startProcess(file, args);
  const logIn = async () =>
    v.parse(Session, await post(`${url}/_emulator/sessions`, { as: 'app' })).token;
  let token = await logIn();

  async function openConversation(): Promise<string> {
    const participantId = { anonymousVisitorId: crypto.randomUUID() };
    const opened = await post(`${url}/inbox/v2/conversations`, { participantId }, token);
    return v.parse(Opened, opened).conversation.id;
  }

  const toMessage = (conversationId: string) => ({
    conversationId,
    sendAs: 'PARTICIPANT',
    message: {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS_AND_PARTICIPANT',
      content: {
        previewText: 'Hello',
        basic: { items: [{ text: 'Hello, is the shop open on Saturday?' }] },
      },
    },
  });

  return {
    stop,
    openConversation,
    send: (conversationId: string) =>
      post(`${url}/inbox/v2/messages`, toMessage(conversationId), token),
    /** Sends messages for some seconds. Returns the result, and the milliseconds until every event was handled. */
    async load(connections: number, seconds = SECONDS): Promise<LoadResult & { eventsMs: number }> {
      const body = toMessage(await openConversation());
      const result = await measureLoad({
        ...{ url: `${url}/inbox/v2/messages`, token, body, connections, seconds },
      });
      const startedAt = performance.now();
      await post(`${url}/_emulator/settle`, {});
      return { ...result, eventsMs: performance.now() - startedAt };
    },
    async reset(): Promise<number> {
      const startedAt = performance.now();
      await post(`${url}/_emulator/reset`, {});
      const elapsed = performance.now() - startedAt;
      token = await logIn();
      return elapsed;
    },
  };
}

/** Copies a stored message until the file has this many, evenly in its conversations and before all others. */
async function fill(file: string, messages: number): Promise<void> {
  const database = openDatabase(file, TABLES);
  try {
    await database.transaction(() =>
      database.run(
        `with recursive
          stored(sequence, document, conversations, count) as (
            select min(sequence), min(document), (select max(key) from conversations), count(*) from messages),
          numbers(n) as (select 1 union all select n + 1 from numbers, stored where n < ? - count)
        insert into messages (sequence, conversation, public, notified, document)
        select sequence - n, 1 + n % conversations, 1, 0,
          json_set(document, '$.id', printf('00000000-0000-4000-8000-%012d', n)) from numbers, stored`,
        messages,
      ),
    );
  } finally {
    database.close();
  }
}

async function benchThroughput(folder: string): Promise<void> {
  const rows: object[] = [];
  for (const [site, args] of SITES) {
    const emulator = await openEmulator(join(folder, `${site}.db`), args);
    await emulator.load(10, 2);
    for (const connections of CONNECTIONS) {
      const { perSecond, p99, eventsMs, non2xx, errors } = await emulator.load(connections);
      rows.push({
        site,
        connections,
        'sends a second (2xx)': perSecond.toFixed(0),
        'p99, ms': p99,
        'ms until events were handled': eventsMs.toFixed(0),
        'other responses': non2xx + errors,
      });
    }
    await emulator.stop();
  }
  console.log('\nSends over HTTP, file database, committed before the response');
  console.table(rows);
}

async function benchFlatness(file: string): Promise<void> {
  const first = await openEmulator(file);
  for (let count = 0; count < CONVERSATIONS; count += 1) {
    await first.send(await first.openConversation());
  }
  await first.stop();
  const measured: { readonly stored: number; readonly perSecond: number }[] = [];
  for (const stored of STORED) {
    await fill(file, stored);
    const emulator = await openEmulator(file);
    await emulator.load(10, 1);
    measured.push({ stored, perSecond: (await emulator.load(10)).perSecond });
    await emulator.stop();
  }
  const fastest = measured[0]?.perSecond ?? 0;
  console.log('\nSends over HTTP by the number of stored messages');
  console.table(
    measured.map(({ stored, perSecond }) => ({
      'stored at least': stored,
      'sends a second (2xx)': perSecond.toFixed(0),
      'time of a send, compared': (fastest / perSecond).toFixed(2),
    })),
  );
}

async function benchReset(file: string): Promise<void> {
  const emulator = await openEmulator(file, []);
  const durations: number[] = [];
  for (let count = 0; count < RESETS; count += 1) {
    await emulator.send(await emulator.openConversation());
    durations.push(await emulator.reset());
  }
  await emulator.stop();
  console.log(
    `\nReset to the seed: ${median(durations).toFixed(1)} ms (median of ${String(RESETS)})`,
  );
}

/** Prints the emulator's throughput, its change with the number of messages, and the time of a reset. */
export async function benchEmulator(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'velo-bench-'));
  try {
    await benchThroughput(folder);
    await benchFlatness(join(folder, 'flatness.db'));
    await benchReset(join(folder, 'reset.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
