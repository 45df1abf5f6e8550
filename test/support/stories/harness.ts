// The harness of the stories: the site on an emulator, people who call its backend, and the recorded calls to Wix.
import { afterAll, expect, onTestFinished, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../emulator/index.ts';
import type { EventRecord } from '../../../emulator/wix/core/events.ts';
import type { RequestRecord } from '../../../emulator/wix/core/request-log.ts';
import { WEB_METHODS, type TestSession } from '../emulator.ts';
import { at, parse } from './json.ts';

/** A person with a session, who can call web methods as a page does. */
export interface Person extends TestSession {
  /** Calls a web method of `backend/inbox.web` and returns its result. Throws if it throws or the status is not 200. */
  call(method: string, ...args: readonly unknown[]): Promise<unknown>;
}

/** The whole HTTP response of a web method, to compare everything that a caller can see. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A call to Wix: its operation, and the properties that identify the caller and the sender. */
export interface WixCall {
  readonly call: string;
  /** The identity of the call's token: `app` after `elevate()`, `none` without a token. */
  readonly by: string;
  readonly participant?: unknown;
  readonly sendAs?: unknown;
  readonly direction?: unknown;
  readonly visibility?: unknown;
}

/** A message as Wix's REST API returns it. */
export interface RestMessage {
  readonly id: string;
  readonly direction: string;
  readonly visibility: string;
  readonly sender: Readonly<Record<string, string>>;
  readonly content: {
    readonly contentType: string;
    readonly previewText?: string;
    readonly basic?: { readonly items: readonly { readonly text?: string }[] };
    readonly minimal?: { readonly text: string };
    readonly form?: {
      readonly title: string;
      readonly description?: string;
      readonly fields: readonly { readonly name: string; readonly value: string }[];
    };
    readonly template?: Readonly<Record<string, unknown>>;
  };
  readonly silent: boolean;
}

/** A conversation with its messages, as the business reads it over REST. */
export interface RestConversation {
  readonly id: string;
  readonly participant: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly messages: readonly RestMessage[];
}

/** The app that reads conversations for the tests. Its calls are not in `requests()`. */
const READER = '00000000-0000-4000-8000-00000000eade';

/**
 * Calls that `wixCalls()` leaves out: pings, their recipient and secret, the collection of recent events, and titles of
 * posts, which a container caches.
 */
const UNRELATED_CALLS =
  /^(DuplexerApi|DataItemService|Secrets|PostService|ConversationsService.GetConversation$)/;

/**
 * Shares one emulator among the tests of a file.
 *
 * @returns a function that resets the emulator to its seed and creates the harness of the running test
 */
export function shareEmulator(options: EmulatorOptions = {}): () => Promise<Harness> {
  let running: Promise<Emulator> | undefined;
  const thrown: unknown[] = [];
  afterAll(async () => (await running)?.close());
  return async () => {
    running ??= start(options, thrown);
    const emulator = await running;
    await emulator.reset();
    expectNothingThrown(thrown);
    return setUp(emulator, thrown);
  };
}

/** Creates a harness with its own emulator, which is closed after the running test. */
export async function createHarness(options: EmulatorOptions): Promise<Harness> {
  const thrown: unknown[] = [];
  const emulator = await start(options, thrown);
  onTestFinished(() => emulator.close());
  expectNothingThrown(thrown);
  return setUp(emulator, thrown);
}

/** Captures the site's log in the running test: the lines of `console.error` and `console.warn`. */
export function captureSiteLog(): readonly string[] {
  const lines: string[] = [];
  const addLine = (...parts: readonly unknown[]) => void lines.push(parts.map(String).join(' '));
  vi.spyOn(console, 'error').mockImplementation(addLine);
  vi.spyOn(console, 'warn').mockImplementation(addLine);
  return lines;
}

function start(options: EmulatorOptions, thrown: unknown[]): Promise<Emulator> {
  // Handlers may take longer than on Wix, so that a busy machine does not fail a test.
  const eventTimeLimitMs = 60_000;
  return createEmulator({
    data: ':memory:',
    site: '.',
    onError: (error) => thrown.push(error),
    eventTimeLimitMs,
    ...options,
  });
}

/** Fails the test if the site threw: web methods return errors, and only an event handler that failed throws. */
function expectNothingThrown(thrown: unknown[]): void {
  onTestFinished(() => expect(thrown.splice(0), 'errors that the site threw').toEqual([]));
}

/** An emulator with the site, and functions that act as its people and as Wix. */
export type Harness = Awaited<ReturnType<typeof setUp>>;

async function setUp(emulator: Emulator, thrown: unknown[]) {
  async function send(method: string, path: string, body?: unknown, token?: string) {
    const response = await emulator.fetch(path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: token }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, headers: Object.fromEntries(headers), text: await response.text() };
  }

  /** Makes a call and returns its JSON, which is not validated. Throws on any status other than 200. */
  async function json<T>(method: string, path: string, body?: unknown, token?: string): Promise<T>;
  async function json(method: string, path: string, body?: unknown, token?: string) {
    const { status, text } = await send(method, path, body, token);
    return parseOk(`${method} ${path}`, status, text);
  }

  const post = (method: string, args: unknown, token?: string): Promise<RawResponse> =>
    send('POST', `${WEB_METHODS}/inbox.web.js/${method}.ajax`, args, token);

  async function person(input: object): Promise<Person> {
    const session = await json<TestSession>('POST', '/_emulator/sessions', input);
    return {
      ...session,
      async call(method, ...args) {
        const { status, text } = await post(method, args, session.token);
        const result = parseOk(method, status, text);
        if (at(result, 'exception')) throw new Error(`${method} threw: ${text}`);
        return at(result, 'result');
      },
    };
  }

  const reader = await person({ as: 'app', id: READER });

  async function requests(): Promise<readonly RequestRecord[]> {
    const { requests: all } = await json<{ requests: readonly RequestRecord[] }>(
      'GET',
      '/_emulator/requests',
    );
    return all.filter(({ identity }) => identity?.id !== READER);
  }

  return {
    emulator,
    /** Returns and clears the errors that the site threw, for tests that expect them. */
    takeThrown: () => thrown.splice(0).map(String),
    /** Calls a web method and returns the whole response. */
    post,
    visitor: (session: object = {}) => person({ as: 'visitor', ...session }),
    member: (email: string, session: object = {}) => person({ as: 'member', email, ...session }),
    /** The site owner on the live site: a member with the role Admin. */
    admin: () => person({ as: 'member', email: 'owner@example.com', roles: ['Admin'] }),
    /** The site owner in the editor's preview. */
    user: () => person({ as: 'user' }),
    /** A program that runs as the site's app. */
    app: () => person({ as: 'app' }),
    /** Adds a contact as the business does by hand. Returns its ID. */
    async contact(email: string, info: object = {}): Promise<string> {
      const { contact } = await json<{ contact: { id: string } }>('POST', '/_emulator/contacts', {
        info: { emails: { items: [{ email }] }, ...info },
        source: { sourceType: 'ADMIN' },
      });
      return contact.id;
    },
    /** Adds a contact with the source and event of the site's form. Returns its ID. */
    async formContact(email: string, info: object = {}): Promise<string> {
      const { contact } = await json<{ contact: { id: string } }>('POST', '/_emulator/contacts', {
        info: { emails: { items: [{ email }] }, ...info },
      });
      return contact.id;
    },
    /** Calls a control route. */
    control: (method: string, path: string, body?: unknown) =>
      json<unknown>(method, `/_emulator/${path}`, body),
    /** Calls Wix's REST API with a session. */
    rest: (method: string, path: string, body: object | undefined, { token }: { token: string }) =>
      json<unknown>(method, path, body, token),
    requests,
    /** Returns the calls to Wix in order, after every event was handled, without `UNRELATED_CALLS`. */
    async wixCalls(): Promise<readonly WixCall[]> {
      await emulator.settled();
      const all = await requests();
      return all.filter(({ operation }) => !UNRELATED_CALLS.test(operation)).map(toWireCall);
    },
    async events(name: EventRecord['name']): Promise<readonly EventRecord[]> {
      await emulator.settled();
      const { events } = await json<{ events: readonly EventRecord[] }>('GET', '/_emulator/events');
      return events.filter((event) => event.name === name);
    },
    /** Reads a participant's conversation as the business. Opens it if there is none. */
    async conversationOf(participantId: object): Promise<RestConversation> {
      await emulator.settled();
      const { conversation } = await json<{ conversation: Omit<RestConversation, 'messages'> }>(
        'POST',
        '/inbox/v2/conversations',
        { participantId },
        reader.token,
      );
      const query = `conversationId=${conversation.id}&visibility=BUSINESS&sorting.order=ASC&paging.limit=100`;
      const { messages } = await json<Pick<RestConversation, 'messages'>>(
        'GET',
        `/inbox/v2/messages?${query}`,
        undefined,
        reader.token,
      );
      return { ...conversation, messages };
    },
  };
}

function parseOk(name: string, status: number, text: string): unknown {
  if (status !== 200) throw new Error(`${name} returned ${status}: ${text}`);
  return parse(text);
}

function toWireCall({ operation, identity, body }: RequestRecord): WixCall {
  const call = { call: operation, by: identity?.kind ?? 'none' };
  switch (operation) {
    case 'ConversationsService.GetOrCreateConversation':
      return { ...call, participant: at(body, 'participantId') };
    case 'MessagesService.SendMessage':
      return {
        ...call,
        sendAs: at(body, 'sendAs'),
        direction: at(body, 'message', 'direction'),
        visibility: at(body, 'message', 'visibility'),
      };
    default:
      return call;
  }
}
