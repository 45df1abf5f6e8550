// Measures the time of the bundle's own backend code for one send: the port is in memory, so no Wix package runs.
import { resolve } from 'node:path';
import * as v from 'valibot';
import { createServer, isRunnableDevEnvironment } from 'vite';
import { median } from './one-send.ts';

const OwnCodeModule = v.object({ sendOnce: v.function() });

/** Sends the four-field form as a visitor, one send at a time. Returns the median time in milliseconds. */
export async function measureOwnCode(rounds: number, warmUp: number): Promise<number> {
  const vite = await createServer({
    configFile: false,
    envDir: false,
    appType: 'custom',
    logLevel: 'error',
    cacheDir: '.emulator/bench',
    server: { middlewareMode: true, ws: false, watch: null },
    resolve: { alias: [{ find: /^(backend|public)\//, replacement: `${resolve('.')}/$1/` }] },
  });
  const ssr = vite.environments['ssr'];
  if (!ssr || !isRunnableDevEnvironment(ssr)) {
    throw new Error('Vite has no runnable SSR environment');
  }
  const { sendOnce } = v.parse(
    OwnCodeModule,
    await ssr.runner.import(resolve('bench/own-code-send.ts')),
  );
  const durations: number[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const startedAt = performance.now();
    await sendOnce(round);
    if (round >= 0) {
      durations.push(performance.now() - startedAt);
    }
  }
  await vite.close();
  return median(durations);
}
