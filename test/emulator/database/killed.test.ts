import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { readDocument } from '../../../emulator/database/documents.ts';
import { startEmulator } from '../../emulator.ts';
import { temporaryFolder } from '../site/temporary-site.ts';

// The claim is "survives the death of the process". A power cut is another matter: see emulator/database/open.ts.

const PROJECT = new URL('../../../', import.meta.url).pathname;
const COMMAND = ['--import', './emulator/typescript.mjs', 'emulator/cli.ts'];
const SENDERS = 16;
const VISITOR = '00000000-0000-4000-8000-000000000001';
/** A handler that is at work for ever: what waits behind it is undelivered when the process dies. */
const HANGS = 'export function wixCrm_onContactCreated() { return new Promise(() => {}); }';
const ENDS = 'export function wixCrm_onContactCreated() {}';

interface Page {
  readonly messages: readonly {
    readonly content: { readonly minimal: { readonly text: string } };
  }[];
  readonly pagingMetadata: { readonly cursors: { readonly next?: string } };
}

function setup() {
  const site = temporaryFolder({ 'backend/events.js': HANGS });
  const data = join(temporaryFolder(), 'wix.db');
  return { site, data, handlersEnd: () => writeFileSync(join(site, 'backend/events.js'), ENDS) };
}

/** Runs the emulator's own command in a process of its own. */
async function startProcess(site: string, data: string) {
  const args = [...COMMAND, '--site', site, '--data', data, '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, { cwd: PROJECT });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout || !child.stderr) {
    throw new Error('Failed to start the process: it has no output');
  }
  const complaints = text(child.stderr);
  const exited = once(child, 'exit');
  const ready = once(createInterface(child.stdout), 'line');
  const said = String((await Promise.race([ready, exited])).at(0));
  expect(said).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
  const url = said.replace('ready ', '');
  return {
    async post<T>(path: string, body: object, token = ''): Promise<T> {
      const headers = { 'content-type': 'application/json', authorization: token };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(url + path, init);
      expect(response.status).toBe(200);
      return readDocument<T>(await response.text());
    },
    kill: () => child.kill('SIGKILL'),
    /** What it wrote to stderr, once it is gone. */
    async gone() {
      await exited;
      return complaints;
    },
  };
}

type Running = Awaited<ReturnType<typeof startProcess>>;

/** Sends from many senders at once and kills the process at the nth acknowledgement, while the others are waiting. */
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
      const words = `${String(round)}-${String(sent)}`;
      const message = {
        content: { minimal: { text: words } },
        direction: 'PARTICIPANT_TO_BUSINESS',
        visibility: 'BUSINESS',
      };
      await running.post('/inbox/v2/messages', { conversationId: conversation.id, message }, token);
      acknowledged.push(words);
      if (acknowledged.length === nth) {
        running.kill();
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: SENDERS }, keepSending));
  const reasons = ends.map((end) => end.status === 'rejected' && String(end.reason));
  expect(new Set(reasons), 'senders end by losing the process').toEqual(
    new Set(['TypeError: fetch failed']),
  );
  return { conversationId: conversation.id, acknowledged };
}

/** The same "random" numbers in each run. */
function* numbersFrom(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

it('a killed process loses nothing that it acknowledged, starts again and delivers what waited', async () => {
  const { site, data, handlersEnd } = setup();
  const numbers = numbersFrom(2);
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
    expect((await running.gone()).trim().split('\n')).toEqual([
      expect.stringContaining('Site  '),
      expect.stringContaining('Inbox  '),
    ]);
  }

  handlersEnd();
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
  expect(acknowledged.filter((words) => !found.includes(words))).toEqual([]);
  expect(found.length, 'no message is there twice').toBe(new Set(found).size);
  // Executed, but the process died before its answer.
  expect(found.length - acknowledged.length).toBeLessThanOrEqual(2 * SENDERS);

  const records = await events();
  const outcomes = records.map(({ name, outcome }) => `${name} ${outcome}`);
  expect(outcomes.filter((outcome) => outcome === 'contact-created delivered')).toHaveLength(2);
  expect(
    outcomes.filter((outcome) => outcome === 'message-sent-to-business no-handler'),
  ).toHaveLength(found.length);
  expect(records).toHaveLength(2 + found.length);
}, 90_000);
