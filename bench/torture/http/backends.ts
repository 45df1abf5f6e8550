// The backend processes: each can be killed, stopped for a while and replaced on its own.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import { VELO_MODULES } from '../../../emulator/check-site.ts';
import { now, type ScaledClock } from './clock.ts';

/** The web method call of a page. */
export interface BackendCall {
  readonly token: string;
  readonly text: string;
  readonly key: string;
}

/** A backend process. */
export interface Backend {
  /** Calls `sendText`. Resolves to `ok`, the error code, or `CONNECTION_LOST` if the process ends. */
  readonly call: (call: BackendCall) => Promise<string>;
  readonly kill: () => Promise<void>;
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const Answer = v.object({ id: v.number(), code: v.string() });

/** The program of a backend process, bundled from the site's code. */
export interface Program {
  readonly file: string;
  readonly remove: () => void;
}

/** Bundles the program. Wix's packages stay as they are. */
export async function bundleProgram(): Promise<Program> {
  const timers = fileURLToPath(new URL('./scaled-timers.ts', import.meta.url));
  const timeLimit = `${ROOT}backend/inbox/time-limit.ts`;
  const bundler = await rolldown({
    input: fileURLToPath(new URL('./backend.ts', import.meta.url)),
    platform: 'node',
    tsconfig: false,
    external: /^(@wix\/|valibot)/,
    plugins: [
      {
        name: 'backend-in-scaled-time',
        resolveId(id) {
          if (/^(backend|public)\//.test(id)) return `${ROOT}${id}.ts`;
          return VELO_MODULES.backend.get(id);
        },
        load(id) {
          if (id !== timeLimit) return undefined;
          const imports = `import { setTimeout, clearTimeout } from '${timers}';\n`;
          return { code: imports + readFileSync(id, 'utf8'), moduleType: 'ts' };
        },
      },
    ],
  });
  // Below the project, so that Wix's packages are found.
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'torture-'));
  const file = join(folder, 'backend.mjs');
  await bundler.write({ file, format: 'es', codeSplitting: false });
  await bundler.close();
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** Options of a backend process. */
export interface BackendOptions {
  readonly program: Program;
  readonly clock: ScaledClock;
  readonly skewMs: number;
  /** The address of the emulator. */
  readonly emulator: string;
  readonly appToken: string;
}

/** Starts a backend process. Resolves when it can be called. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { program, clock, skewMs, emulator, appToken } = options;
  const child: ChildProcess = fork(program.file, {
    env: {
      ...process.env,
      TORTURE_EMULATOR: emulator,
      TORTURE_APP_TOKEN: appToken,
      TORTURE_STARTED_AT: String(clock.startedAt),
      TORTURE_SCALE: String(clock.scale),
      TORTURE_SKEW_MS: String(skewMs),
    },
  });
  const waiting = new Map<number, (code: string) => void>();
  let calls = 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => waiting.forEach((resolve) => resolve('CONNECTION_LOST')));
  const ready = new Promise<string>((resolve) => waiting.set(0, resolve));
  child.on('message', (message) => {
    const { id, code } = v.parse(Answer, message);
    waiting.get(id)?.(code);
    waiting.delete(id);
  });
  if ((await ready) !== 'ready') throw new Error('A backend process ended before it was ready');
  return {
    call: (call) =>
      new Promise((resolve) => {
        calls += 1;
        waiting.set(calls, resolve);
        child.send({ id: calls, ...call }, (error) => {
          if (error) resolve('CONNECTION_LOST');
        });
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    signal: (name) => void child.kill(name),
  };
}

/** A place for a backend, whose process is replaced when it is killed. */
export interface Place {
  backend: Backend;
}

/** Kills or stops one of the backends at random, now and then, until `isOver`. Returns how often it did. */
export async function disturb(
  places: readonly Place[],
  {
    start,
    clock,
    isOver,
  }: { start: () => Promise<Backend>; clock: ScaledClock; isOver: () => boolean },
): Promise<{ readonly killed: number; readonly stopped: number }> {
  let [killed, stopped] = [0, 0];
  while (!isOver()) {
    await pause(clock, 8_000 + Math.random() * 20_000);
    const place = places[Math.floor(Math.random() * places.length)];
    if (!place || isOver()) break;
    if (Math.random() < 0.6) {
      await place.backend.kill();
      killed += 1;
      place.backend = await start();
    } else {
      place.backend.signal('SIGSTOP');
      stopped += 1;
      await pause(clock, 5_000 + Math.random() * 40_000);
      place.backend.signal('SIGCONT');
    }
  }
  return { killed, stopped };
}

async function pause(clock: ScaledClock, ms: number): Promise<void> {
  const end = now(clock) + ms;
  await new Promise((resolve) => setTimeout(resolve, (end - now(clock)) / clock.scale));
}
