// `npm run bench`: prints the performance figures of this project, measured in one run on this machine. Not a test.
import { benchEmulator } from './emulator-load.ts';
import { measureOneSend, median } from './one-send.ts';
import { measureOwnCode } from './own-code.ts';
import { startProcess } from './process.ts';
import { copySiteWithoutLimits } from './site-copy.ts';
import { measureSendToScreen } from './send-to-screen.ts';

const ROUNDS = 300;
const STARTS = 5;

async function benchSingleSend(): Promise<void> {
  const site = copySiteWithoutLimits();
  const rows = await measureOneSend(
    [
      {
        name: 'documentation sample, member',
        site: 'bench/documentation-way',
        as: 'member',
        withAddress: true,
      },
      { name: 'bundle, member', site, as: 'member', withAddress: true },
      { name: 'bundle, visitor, no address', site, as: 'visitor', withAddress: false },
      { name: 'bundle, visitor with address', site, as: 'visitor', withAddress: true },
    ],
    { rounds: ROUNDS, warmUp: 50 },
  );
  console.log(
    '\nOne form submission, from web-method call to response, through the real packages (p50)',
  );
  console.table(
    rows.map(({ name, inSequence, p50At0, p50At50 }) => ({
      sender: name,
      'sequential Wix calls': inSequence,
      'ms at 0 ms per Wix call': p50At0.toFixed(2),
      'ms at 50 ms per Wix call': p50At50.toFixed(1),
    })),
  );
}

async function benchSendToScreen(): Promise<void> {
  const measured = await measureSendToScreen();
  if (typeof measured === 'string') {
    console.log(`\nFrom send to screen: not measured, no browser found: ${measured}`);
    return;
  }
  console.log("\nFrom the owner's reply to the visitor's chat page (Chromium, Realtime)");
  console.table(
    measured.map(({ delayMs, rounds, p50, p95 }) => ({
      'delay per Wix call': `${String(delayMs)} ms`,
      rounds,
      'ms until visible, p50': p50.toFixed(0),
      'ms until visible, p95': p95.toFixed(0),
    })),
  );
}

async function benchStart(): Promise<void> {
  const ready: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const running = await startProcess(':memory:');
    ready.push(running.startupMs);
    await running.stop();
  }
  console.log(
    `\nStart until ready: ${median(ready).toFixed(0)} ms (median of ${String(STARTS)}; ${ready.map((ms) => ms.toFixed(0)).join(', ')})`,
  );
}

const ownCodeMs = await measureOwnCode(2_000, 500);
console.log(
  `\nThe bundle's own code for one send, form with e-mail, warm, p50: ${ownCodeMs.toFixed(3)} ms`,
);
await benchSingleSend();
await benchSendToScreen();
await benchStart();
await benchEmulator();
