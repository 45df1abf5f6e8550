// What the bundle's own backend code takes for one send: its context over a port that answers at once, without packages of Wix.
import { resolve } from 'node:path';
import * as v from 'valibot';
import { createServer, isRunnableDevEnvironment } from 'vite';
import { median } from './one-send.ts';

const Program = v.object({ sendOnce: v.function() });
const ROUNDS = 2000;
const WARM_UP = 500;

/** Times sends of the four-field form as a visitor, one after the other, and prints the median. */
export async function measureOwnCode(): Promise<void> {
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
    throw new Error('the module runner is missing');
  }
  const { sendOnce } = v.parse(Program, await ssr.runner.import(resolve('bench/own-code-send.ts')));
  const took: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const began = performance.now();
    await sendOnce(round);
    if (round >= 0) {
      took.push(performance.now() - began);
    }
  }
  await vite.close();
  console.log(
    `\nOwn backend code of one send, form with address, p50 warm: ${median(took).toFixed(3)} ms`,
  );
}
