// The emulator as a process on a database file, with an empty site and the collections of the bundle.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const SEED = {
  collections: [
    'InboxRecent',
    {
      id: 'InboxSendLog',
      fields: {
        s: 'TEXT',
        i: 'NUMBER',
        k: 'TEXT',
        t: 'TEXT',
        st: 'TEXT',
        e: 'TEXT',
        x: 'DATETIME',
      },
    },
  ],
};

/** The folder of a run: an empty site, a seed and the database. */
export interface RunFolder {
  readonly path: string;
  readonly database: string;
  readonly remove: () => void;
}

/** Creates the folder of a run. */
export function createRunFolder(): RunFolder {
  const path = mkdtempSync(join(tmpdir(), 'torture-http-'));
  mkdirSync(join(path, 'site', 'backend'), { recursive: true });
  writeFileSync(join(path, 'seed.json'), JSON.stringify(SEED));
  return {
    path,
    database: join(path, 'data.db'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Returns the journal mode that the header of a database file has. @see https://www.sqlite.org/fileformat.html */
export function readJournalMode({ database }: RunFolder): string {
  return readFileSync(database)[18] === 2 ? 'wal' : 'rollback journal';
}

/** A running emulator. */
export interface EmulatorProcess {
  readonly url: string;
  /** Calls a route with JSON. @throws {Error} on a status of 400 or more */
  readonly request: (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options?: { readonly body?: object; readonly token?: string },
  ) => Promise<unknown>;
  /** Creates a session. */
  readonly session: (body: object) => Promise<v.InferOutput<typeof Session>>;
  /** Ends the process without any notice. */
  readonly kill: () => Promise<void>;
}

const Session = v.object({ token: v.string(), id: v.string() });

/** Starts the program of `npm start` on a free port. */
export async function startEmulatorProcess({
  path,
  database,
}: RunFolder): Promise<EmulatorProcess> {
  const child = spawn(
    process.execPath,
    [
      ...['--import', './emulator/typescript.mjs', 'emulator/cli.ts', '--port', '0'],
      ...['--data', database, '--seed', join(path, 'seed.json'), '--site', join(path, 'site')],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
    child.once('exit', () => reject(new Error('The emulator process ended before its ready line')));
  });
  const request: EmulatorProcess['request'] = async (method, route, { body, token } = {}) => {
    const response = await fetch(url + route, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: token }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    if (response.status < 400) return json;
    throw new Error(`${route} returned ${String(response.status)}: ${JSON.stringify(json)}`);
  };
  return {
    url,
    request,
    session: async (body) =>
      v.parse(Session, await request('POST', '/_emulator/sessions', { body })),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const Opened = v.object({ conversation: v.object({ id: v.string() }) });
const Listed = v.object({
  messages: v.array(v.object({ content: v.object({ previewText: v.string() }) })),
  pagingMetadata: v.object({ cursors: v.optional(v.object({ next: v.optional(v.string()) })) }),
});

/** Returns the texts of a visitor's conversation, oldest first. */
export async function listTexts(
  { request }: EmulatorProcess,
  token: string,
  visitorId: string,
): Promise<readonly string[]> {
  const body = { participantId: { anonymousVisitorId: visitorId } };
  const opened = await request('POST', '/inbox/v2/conversations', { body, token });
  const { id } = v.parse(Opened, opened).conversation;
  const texts: string[] = [];
  let next: string | undefined;
  let hasMore = true;
  while (hasMore) {
    const query: URLSearchParams = new URLSearchParams({
      conversationId: id,
      visibility: 'BUSINESS',
      'paging.limit': '100',
      ...(next !== undefined && { 'paging.cursor': next }),
    });
    const listed = await request('GET', `/inbox/v2/messages?${String(query)}`, { token });
    const page: v.InferOutput<typeof Listed> = v.parse(Listed, listed);
    texts.push(...page.messages.map(({ content }) => content.previewText));
    next = page.pagingMetadata.cursors?.next;
    hasMore = next !== undefined;
  }
  return texts.reverse();
}
