import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { readDocument } from '../../../emulator/database/documents.ts';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

// Committed data survives the end of the process. It need not survive a power failure: see emulator/database/database.ts.

const PROJECT = new URL('../../../', import.meta.url).pathname;
const COMMAND = ['--import', './emulator/typescript.mjs', 'emulator/cli.ts'];
const SENDERS = 16;
const VISITOR = '00000000-0000-4000-8000-000000000001';
/** An event handler that never finishes: later events are undelivered when the process is killed. */
const HANGING_HANDLER =
  'export function wixCrm_onContactCreated() { return new Promise(() => {}); }';
const FINISHING_HANDLER = 'export function wixCrm_onContactCreated() {}';

interface Page {
  readonly messages: readonly {
    readonly content: { readonly minimal: { readonly text: string } };
  }[];
  readonly pagingMetadata: { readonly cursors: { readonly next?: string } };
}

function setup() {
  const site = temporaryFolder({ 'backend/events.js': HANGING_HANDLER });
  const data = join(temporaryFolder(), 'wix.db');
  return {
    site,
    data,
    fixHandler: () => writeFileSync(join(site, 'backend/events.js'), FINISHING_HANDLER),
  };
}

/** Runs the emulator's command in a separate process. */
async function startProcess(site: string, data: string) {
  const args = [...COMMAND, '--site', site, '--data', data, '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, { cwd: PROJECT });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout || !child.stderr) {
    throw new Error('Failed to start the process: it has no output');
  }
  const stderr = text(child.stderr);
  const exited = once(child, 'exit');
  const ready = once(createInterface(child.stdout), 'line');
  const output = String((await Promise.race([ready, exited])).at(0));
  expect(output).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
  const url = output.replace('ready ', '');
  return {
    async post<T>(path: string, body: object, token = ''): Promise<T> {
      const headers = { 'content-type': 'application/json', authorization: token };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(url + path, init);
      expect(response.status).toBe(200);
      return readDocument<T>(await response.text());
    },
    kill: () => child.kill('SIGKILL'),
    /** Waits for the exit and returns what the process wrote to stderr. */
    async waitForExit() {
      await exited;
      return stderr;
    },
  };
}

type Running = Awaited<ReturnType<typeof startProcess>>;

/** Sends messages concurrently and kills the process at the nth response, while other requests are open. */
async function sendUntilKilled(running: Running, token: string, round: number, nth: number) {
  const { conversation } = await running.post<{ conversation: { id: string } }>(
    '/inbox/v2/conversations',
    { participantId: { anonymousVisitorId: VISITOR } },
    token,
  );
  const acknowledged: string[] = [];
  let sent = 0;
  async function keepSending(): Promise<void> {
    for (;;) {
      sent += 1;
      const messageText = `${String(round)}-${String(sent)}`;
      const message = {
        content: { minimal: { text: messageText } },
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS',
      };
      await running.post('/inbox/v2/messages', { conversationId: conversation.id, message }, token);
      acknowledged.push(messageText);
      if (acknowledged.length === nth) {
        running.kill();
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: SENDERS }, keepSending));
  const reasons = ends.map((end) => end.status === 'rejected' && String(end.reason));
  expect(new Set(reasons), 'every sender stops because the process is gone').toEqual(
    new Set(['TypeError: fetch failed']),
  );
  return { conversationId: conversation.id, acknowledged };
}

/** Generates pseudo-random numbers, the same in each run. */
function* pseudoRandom(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

it('a killed process loses no acknowledged message, and delivers waiting events after a restart', async () => {
  const { site, data, fixHandler } = setup();
  const numbers = pseudoRandom(2);
  const acknowledged: string[] = [];
  let token = '';
  let conversationId = '';
  for (const round of [1, 2]) {
    const running = await startProcess(site, data);
    token ||= (await running.post<{ token: string }>('/_emulator/sessions', { as: 'app' })).token;
    const info = { emails: { items: [{ email: `${String(round)}@example.com` }] } };
    await running.post('/_emulator/contacts', { info });
    const nth = 20 + Math.floor(numbers.next().value * 150);
    const sent = await sendUntilKilled(running, token, round, nth);
    acknowledged.push(...sent.acknowledged);
    expect([conversationId, sent.conversationId]).toContain(sent.conversationId);
    conversationId = sent.conversationId;
    expect((await running.waitForExit()).trim().split('\n')).toEqual([
      expect.stringContaining('Site  '),
      expect.stringContaining('Inbox  '),
    ]);
  }

  fixHandler();
  const { send, settled, events } = await startEmulator({ site, data });
  await settled();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { conversationId, visibility: 'BUSINESS', paging: { limit: 100, cursor } };
    const encoded = Buffer.from(JSON.stringify(query)).toString('base64url');
    const { json } = await send('GET', `/inbox/v2/messages?.r=${encoded}`, undefined, token);
    const page = readDocument<Page>(JSON.stringify(json));
    found.push(...page.messages.map(({ content }) => content.minimal.text));
    cursor = page.pagingMetadata.cursors.next;
  } while (cursor !== undefined);
  expect(acknowledged.filter((messageText) => !found.includes(messageText))).toEqual([]);
  expect(found.length, 'no message is stored twice').toBe(new Set(found).size);
  // Executed, but the process was killed before its response.
  expect(found.length - acknowledged.length).toBeLessThanOrEqual(2 * SENDERS);

  const records = await events();
  const outcomes = records.map(({ name, outcome }) => `${name} ${outcome}`);
  expect(outcomes.filter((outcome) => outcome === 'contact-created delivered')).toHaveLength(2);
  expect(
    outcomes.filter((outcome) => outcome === 'message-sent-to-business no-handler'),
  ).toHaveLength(found.length);
  expect(records).toHaveLength(2 + found.length);
}, 90_000);
