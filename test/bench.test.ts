// The benchmarks run with as little as possible, so that they work when their figures are needed.
import { expect, it, onTestFinished } from 'vitest';
import { measureOneSend } from '../bench/one-send.ts';
import { measureOwnCode } from '../bench/own-code.ts';
import { copySiteWithoutLimits } from '../bench/site-copy.ts';
import { bundleProgram, startBackend } from '../bench/torture/http/backends.ts';

it("measures the bundle's own code", async () => {
  expect(await measureOwnCode(1, 0)).toBeGreaterThan(0);
});

it('measures one send through the site without its limits, more often than the site allows', async () => {
  const site = copySiteWithoutLimits();
  const measured = { name: 'bundle', site, as: 'visitor', withAddress: false } as const;
  const [send] = await measureOneSend([measured], { rounds: 21, warmUp: 0 });
  expect(send?.p50At0).toBeGreaterThan(0);
});

it('starts a backend process of the torture run', async () => {
  const program = await bundleProgram();
  onTestFinished(program.remove);
  const clock = { startedAt: Date.now(), scale: 1 };
  const emulator = 'http://127.0.0.1:1';
  const backend = await startBackend({ program, clock, skewMs: 0, emulator, appToken: 'x' });
  onTestFinished(backend.kill);
  expect(await backend.call({ token: 'x', text: 'Hello', key: 'k'.repeat(22) })).not.toBe('ok');
});
