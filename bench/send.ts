// `npm run bench`: prints the performance figures of this project, measured in one run on this machine. Not a test.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { measureOneSend, median } from './one-send.ts';
import { measureOwnCode } from './own-code.ts';
import { measureLoad, startProcess } from './process.ts';
import { measureSendToScreen } from './send-to-screen.ts';

const ROUNDS = 300;
const STARTS = 5;
const LOAD_SECONDS = 5;

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
  const json: unknown = await response.json();
  return json;
}

async function benchSingleSend(): Promise<void> {
  const rows = await measureOneSend(
    [
      {
        name: 'documentation sample, member',
        site: 'bench/documentation-way',
        as: 'member',
        withAddress: true,
      },
      { name: 'bundle, member', site: '.', as: 'member', withAddress: true },
      { name: 'bundle, visitor, no address', site: '.', as: 'visitor', withAddress: false },
      { name: 'bundle, visitor with address', site: '.', as: 'visitor', withAddress: true },
    ],
    ROUNDS,
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

async function benchThroughput(): Promise<void> {
  const file = join(tmpdir(), `velo-bench-${String(process.pid)}.db`);
  const { url, stop } = await startProcess(file);
  const { token } = v.parse(Session, await post(`${url}/_emulator/sessions`, { as: 'app' }));
  const visitor = { participantId: { anonymousVisitorId: crypto.randomUUID() } };
  const { conversation } = v.parse(
    Opened,
    await post(`${url}/inbox/v2/conversations`, visitor, token),
  );
  const body = {
    conversationId: conversation.id,
    sendAs: 'PARTICIPANT',
    message: {
      direction: 'PARTICIPANT_TO_BUSINESS',
      visibility: 'BUSINESS_AND_PARTICIPANT',
      content: {
        previewText: 'Hello',
        basic: { items: [{ text: 'Hello, is the shop open on Saturday?' }] },
      },
    },
  };
  await measureLoad(`${url}/inbox/v2/messages`, token, body, 2);
  const { perSecond, non2xx, errors } = await measureLoad(
    `${url}/inbox/v2/messages`,
    token,
    body,
    LOAD_SECONDS,
  );
  await stop();
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(file + suffix, { force: true });
  }
  console.log(
    `\nSends over HTTP, file database, commit before response: ${perSecond.toFixed(0)} per second with status 2xx; ${String(non2xx)} other responses, ${String(errors)} errors`,
  );
}

await measureOwnCode();
await benchSingleSend();
await benchSendToScreen();
await benchStart();
await benchThroughput();
