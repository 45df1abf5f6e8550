// Sends from many pages through several backend processes to an emulator process, with random faults, and judges what
// is in the database after everything was killed.
import * as v from 'valibot';
import { judge, settlements, type ClientEvent } from '../../../test/support/torture/judge.ts';
import { bundleProgram, disturb, startBackend, type Place } from './backends.ts';
import { now, waitUntil, type ScaledClock } from './clock.ts';
import {
  createRunFolder,
  listTexts,
  readJournalMode,
  startEmulatorProcess,
  type EmulatorProcess,
} from './emulator-process.ts';
import { between, createRandomFaults } from './random-faults.ts';
import { sendAsPage } from './send-as-page.ts';

/** Options of a run. */
export interface HttpOptions {
  /** Number of messages. */
  readonly sends: number;
  /** Milliseconds of virtual time in one of real time. */
  readonly scale: number;
  /** Messages that pages start to send in one second of real time. */
  readonly perSecond: number;
}

const Advanced = v.object({ now: v.string() });

const BACKENDS = 4;
const MAX_SKEW_MS = 5_000;
/** Late executions are finished by then, in ms of virtual time. */
const QUIET_MS = 60_000;
const TICK_MS = 50;
const FAULTS_MS = 500;
const SESSION_SECONDS = 1_000_000;

/** A visitor and what their pages saw. */
interface Visitor {
  readonly id: string;
  readonly history: ClientEvent[];
}

/** Runs the torture over HTTP and prints its table. Returns whether nothing was lost or sent twice. */
export async function tortureHttp(options: HttpOptions): Promise<boolean> {
  const folder = createRunFolder();
  const program = await bundleProgram();
  try {
    const emulator = await startEmulatorProcess(folder);
    const clock = { startedAt: Date.now(), scale: options.scale };
    const { token: appToken } = await emulator.session({ as: 'app', expiresIn: SESSION_SECONDS });
    const start = () => {
      const skewMs = between(-MAX_SKEW_MS, MAX_SKEW_MS);
      return startBackend({ program, clock, skewMs, emulator: emulator.url, appToken });
    };
    const places: Place[] = [];
    for (let index = 0; index < BACKENDS; index += 1) places.push({ backend: await start() });
    let isOver = false;
    const ticking = repeat(
      TICK_MS,
      () => isOver,
      () => advance(emulator, clock),
    );
    const faulting = repeat(
      FAULTS_MS,
      () => isOver,
      () => setFaults(emulator),
    );
    const disturbing = disturb(places, { start, clock, isOver: () => isOver });
    const visitors = await sendAll(options, { emulator, places, clock });
    await waitUntil(clock, now(clock) + QUIET_MS);
    isOver = true;
    const [disturbed] = await Promise.all([disturbing, ticking, faulting]);
    await Promise.all([...places.map(({ backend }) => backend.kill()), emulator.kill()]);

    const restarted = await startEmulatorProcess(folder);
    const violations = await judgeAll(restarted, visitors);
    await restarted.kill();
    printTable(visitors, { violations, disturbed, journalMode: readJournalMode(folder) });
    return violations.length === 0;
  } finally {
    program.remove();
    folder.remove();
  }
}

async function repeat(ms: number, isOver: () => boolean, run: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    await run();
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/** Advances the emulator's clock to the virtual time. */
async function advance({ request }: EmulatorProcess, clock: ScaledClock): Promise<void> {
  const read = async (ms: number) => {
    const body = await request('POST', '/_emulator/clock/advance', { body: { ms } });
    return Date.parse(v.parse(Advanced, body).now);
  };
  const ms = Math.round(now(clock) - (await read(0)));
  if (ms > 0) await read(ms);
}

async function setFaults({ request }: EmulatorProcess): Promise<void> {
  await request('PUT', '/_emulator/faults', { body: { faults: createRandomFaults() } });
}

/** Starts all pages at the given rate. Resolves when each has ended. */
async function sendAll(
  { sends, perSecond }: HttpOptions,
  world: {
    readonly emulator: EmulatorProcess;
    readonly places: readonly Place[];
    readonly clock: ScaledClock;
  },
): Promise<readonly Visitor[]> {
  const visitors: Visitor[] = [];
  const pages: Promise<void>[] = [];
  let started = 0;
  while (started < sends) {
    const { id, token } = await world.emulator.session({
      as: 'visitor',
      expiresIn: SESSION_SECONDS,
    });
    const history: ClientEvent[] = [];
    visitors.push({ id, history });
    const keys = Math.min(between(1, 4), sends - started);
    const hasOwnTexts = Math.random() < 0.3;
    for (let index = 0; index < keys; index += 1) {
      const key = crypto.randomUUID();
      const text = hasOwnTexts ? `text ${String(index)}` : 'ok';
      // Sometimes two pages send with one key, as after a reload.
      const count = Math.random() < 0.1 ? 2 : 1;
      for (let page = 0; page < count; page += 1) {
        pages.push(sendAsPage({ token, key, text, history }, world));
      }
      if (Math.random() < 0.5) await waitUntil(world.clock, now(world.clock) + between(0, 3_000));
    }
    started += keys;
    await waitUntil(world.clock, now(world.clock) + (keys / perSecond) * 1_000 * world.clock.scale);
  }
  await Promise.all(pages);
  return visitors;
}

async function judgeAll(
  emulator: EmulatorProcess,
  visitors: readonly Visitor[],
): Promise<readonly string[]> {
  const { token } = await emulator.session({ as: 'app' });
  const violations: string[] = [];
  for (const { id, history } of visitors) {
    const texts = await listTexts(emulator, token, id);
    const found = judge(history, texts);
    if (found.length > 0) {
      violations.push(...found);
      console.log([...found, ...history.map((event) => JSON.stringify(event))].join('\n'));
    }
  }
  return violations;
}

function printTable(
  visitors: readonly Visitor[],
  {
    violations,
    disturbed,
    journalMode,
  }: {
    readonly violations: readonly string[];
    readonly disturbed: { readonly killed: number; readonly stopped: number };
    readonly journalMode: string;
  },
): void {
  const settled = visitors.flatMap(({ history }) => settlements(history));
  const times = settled.flatMap(({ ms }) => (ms === undefined ? [] : [ms / 1_000]));
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]?.toFixed(1) ?? '-';
  const sum = (of: 'unconfirmed' | 'unclear') => settled.reduce((all, key) => all + key[of], 0);
  const count = (kind: string) => violations.filter((it) => it.startsWith(kind)).length;
  console.table({
    sends: settled.length,
    ok: times.length,
    UNCONFIRMED: sum('unconfirmed'),
    UNCLEAR: sum('unclear'),
    'seconds to settle, p50': at(0.5),
    'seconds to settle, p99': at(0.99),
    'other failed calls': countCodes(visitors.flatMap(({ history }) => history)),
    lost: count('LOST'),
    twice: count('TWICE'),
    'other violations': violations.length - count('LOST') - count('TWICE'),
    'backends killed': disturbed.killed,
    'backends stopped': disturbed.stopped,
    'journal mode': journalMode,
    // Not in the file: the emulator sets it for its connection, see docs/emulator.md.
    synchronous: 'normal',
  });
}

/** Returns how often each error code was returned, apart from those that have a row of their own. */
function countCodes(history: readonly ClientEvent[]): string {
  const counts = new Map<string, number>();
  for (const { code } of history) {
    if (code === undefined || code === 'UNCONFIRMED' || code === 'UNCLEAR') continue;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].map(([code, count]) => `${code} ${String(count)}`).join(', ');
}
