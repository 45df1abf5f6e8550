// The emulator as its own process: how soon it is ready, and how many sends a second it takes over HTTP.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

/** A running emulator process. */
export interface EmulatorProcess {
  readonly url: string;
  /** Milliseconds from spawn to its `ready` line. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

/** Starts `npm start`'s program on a free port. */
export async function startProcess(data: string): Promise<EmulatorProcess> {
  const began = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', './emulator/typescript.mjs', 'emulator/cli.ts', '--port', '0', '--data', data],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!child.stdout) {
    throw new Error('the emulator has no output');
  }
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    if (line.startsWith('ready ')) {
      const readyAfter = performance.now() - began;
      return {
        url: line.slice('ready '.length),
        readyAfter,
        async stop() {
          child.kill('SIGTERM');
          await once(child, 'exit');
        },
      };
    }
  }
  throw new Error('the emulator ended before it was ready');
}

const Load = v.object({
  '2xx': v.number(),
  non2xx: v.number(),
  errors: v.number(),
  duration: v.number(),
});

/** Answers of one load run. */
export interface LoadResult {
  readonly perSecond: number;
  readonly non2xx: number;
  readonly errors: number;
}

/** Sends the same POST over and over for some seconds, ten connections at a time, from another process. */
export async function measureLoad(
  url: string,
  token: string,
  body: object,
  seconds: number,
): Promise<LoadResult> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const child = spawn(
    process.execPath,
    [
      program,
      '--json',
      '--connections',
      '10',
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
  const printed = v.parse(Load, JSON.parse(await text(child.stdout)));
  return {
    perSecond: printed['2xx'] / printed.duration,
    non2xx: printed.non2xx,
    errors: printed.errors,
  };
}
