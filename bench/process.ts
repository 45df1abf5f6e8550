// Runs the emulator as a separate process: measures its start time and its throughput over HTTP.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

/** A running emulator process. */
export interface EmulatorProcess {
  readonly url: string;
  /** Milliseconds from spawn to the `ready` line. */
  readonly startupMs: number;
  stop(): Promise<void>;
}

/** Starts the program of `npm start` on a free port, with more arguments. */
export async function startProcess(
  data: string,
  args: readonly string[] = [],
): Promise<EmulatorProcess> {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--import',
      './emulator/typescript.mjs',
      'emulator/cli.ts',
      '--port',
      '0',
      '--data',
      data,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!child.stdout) {
    throw new Error('The emulator process has no stdout');
  }
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    if (line.startsWith('ready ')) {
      const startupMs = performance.now() - startedAt;
      return {
        url: line.slice('ready '.length),
        startupMs,
        async stop() {
          child.kill('SIGTERM');
          await once(child, 'exit');
        },
      };
    }
  }
  throw new Error('The emulator process ended before its ready line');
}

const AutocannonResult = v.object({
  '2xx': v.number(),
  non2xx: v.number(),
  errors: v.number(),
  duration: v.number(),
  latency: v.object({ p99: v.number() }),
});

/** The result of a load test. */
export interface LoadResult {
  /** Responses with a status 2xx per second. */
  readonly perSecond: number;
  /** Milliseconds in which 99% of the responses came. */
  readonly p99: number;
  readonly non2xx: number;
  readonly errors: number;
}

/** A POST that is repeated for a number of seconds over some connections. */
export interface Load {
  readonly url: string;
  readonly token: string;
  readonly body: object;
  readonly connections: number;
  readonly seconds: number;
}

/** Repeats a POST from another process. */
export async function measureLoad(load: Load): Promise<LoadResult> {
  const { url, token, body, connections, seconds } = load;
  const program = createRequire(import.meta.url).resolve('autocannon');
  const child = spawn(
    process.execPath,
    [
      program,
      '--json',
      '--connections',
      String(connections),
      '--duration',
      String(seconds),
      '--method',
      'POST',
      '--headers',
      `Authorization=${token}`,
      '--headers',
      'Content-Type=application/json',
      '--body',
      JSON.stringify(body),
      url,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const printed = v.parse(AutocannonResult, JSON.parse(await text(child.stdout)));
  return {
    perSecond: printed['2xx'] / printed.duration,
    p99: printed.latency.p99,
    non2xx: printed.non2xx,
    errors: printed.errors,
  };
}
