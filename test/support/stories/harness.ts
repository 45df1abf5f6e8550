// The stage of the stories: the site on an emulator, people who call its backend, and what Wix was asked meanwhile.
import { afterAll, expect, onTestFinished, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../emulator/index.ts';
import type { EventRecord } from '../../../emulator/wix/core/events.ts';
import type { RequestRecord } from '../../../emulator/wix/core/request-log.ts';
import { WEB_METHODS, type TestSession } from '../emulator.ts';
import { at, parse } from './json.ts';

/** Somebody with a session, and what a page lets him do. */
export interface Person extends TestSession {
  /** Calls a web method of `backend/inbox.web` and answers its result. */
  call(method: string, ...args: readonly unknown[]): Promise<unknown>;
}

/** A web method's answer as bytes, for comparing all that a caller can see. */
export interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** One call to Wix, by what decides who is talking. */
export interface WireCall {
  readonly call: string;
  /** Who Wix takes the caller for: `app` is what `elevate()` gives, `none` shows no token. */
  readonly by: string;
  readonly participant?: unknown;
  readonly sendAs?: unknown;
  readonly direction?: unknown;
  readonly visibility?: unknown;
}

/** A message of a conversation, as Wix's REST API answers it. */
export interface WireMessage {
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

/** A conversation as the business reads it over REST. */
export interface WireConversation {
  readonly id: string;
  readonly participant: Readonly<Record<string, string>>;
  /** The oldest first. */
  readonly messages: readonly WireMessage[];
}

/** The app under which the stories look at conversations; its calls are in nobody's story. */
const READER = '00000000-0000-4000-8000-00000000eade';

/** What goes on beside a message and decides nothing of it: pings, whose they are, their secret, the owner's list. */
const BESIDE = /^(DuplexerApi|DataItemService|Secrets|ConversationsService.GetConversation$)/;

/** Opens the stage for a test file: one emulator for all of its tests, back to the seed for each. */
export function stage(options: EmulatorOptions = {}): () => Promise<Stage> {
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

/** Opens the stage for the running test alone: a site that no other test has. */
export async function ownStage(options: EmulatorOptions): Promise<Stage> {
  const thrown: unknown[] = [];
  const emulator = await start(options, thrown);
  onTestFinished(() => emulator.close());
  expectNothingThrown(thrown);
  return setUp(emulator, thrown);
}

/** Takes the site's log for the running test: the lines that its backend writes. */
export function siteLog(): readonly string[] {
  const lines: string[] = [];
  const note = (...parts: readonly unknown[]) => void lines.push(parts.map(String).join(' '));
  vi.spyOn(console, 'error').mockImplementation(note);
  vi.spyOn(console, 'warn').mockImplementation(note);
  return lines;
}

function start(options: EmulatorOptions, thrown: unknown[]): Promise<Emulator> {
  const failed = (error: unknown) => thrown.push(error);
  // Handlers may take longer than on Wix, so that a busy machine does not fail a test.
  const eventTimeLimitMs = 60_000;
  return createEmulator({
    data: ':memory:',
    site: '.',
    onError: failed,
    eventTimeLimitMs,
    ...options,
  });
}

/** Web methods answer and never throw; an event handler throws only where it could not finish. */
function expectNothingThrown(thrown: unknown[]): void {
  onTestFinished(() => expect(thrown.splice(0), 'what the site threw').toEqual([]));
}

export type Stage = Awaited<ReturnType<typeof setUp>>;

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

  /** Makes a call that must succeed, and answers JSON whose shape the caller knows. */
  async function json<T>(method: string, path: string, body?: unknown, token?: string): Promise<T>;
  async function json(method: string, path: string, body?: unknown, token?: string) {
    const { status, text } = await send(method, path, body, token);
    return answered(`${method} ${path}`, status, text);
  }

  const post = (method: string, args: unknown, token?: string): Promise<Raw> =>
    send('POST', `${WEB_METHODS}/inbox.web.js/${method}.ajax`, args, token);

  async function person(session: object): Promise<Person> {
    const opened = await json<TestSession>('POST', '/_emulator/sessions', session);
    return {
      ...opened,
      async call(method, ...args) {
        const { status, text } = await post(method, args, opened.token);
        const answer = answered(method, status, text);
        if (at(answer, 'exception')) throw new Error(`${method} threw: ${text}`);
        return at(answer, 'result');
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
    /** What event handlers threw until now, for the stories in which they must. */
    thrown: () => thrown.splice(0).map(String),
    /** Calls a web method and answers all that the caller sees. */
    post,
    visitor: (session: object = {}) => person({ as: 'visitor', ...session }),
    member: (email: string, session: object = {}) => person({ as: 'member', email, ...session }),
    /** The site's owner on the live site: a member like others, with a role. */
    admin: () => person({ as: 'member', email: 'owner@example.com', roles: ['Admin'] }),
    /** The site's owner in the editor's preview. */
    user: () => person({ as: 'user' }),
    /** A program that runs as the site's own app. */
    app: () => person({ as: 'app' }),
    /** Adds a contact as the business would, by hand; answers its id. */
    async contact(email: string, info: object = {}): Promise<string> {
      const { contact } = await json<{ contact: { id: string } }>('POST', '/_emulator/contacts', {
        info: { emails: { items: [{ email }] }, ...info },
        source: { sourceType: 'ADMIN' },
      });
      return contact.id;
    },
    /** Makes a contact of this address as the site's own form does: the same source, the same event. */
    async formContact(email: string, info: object = {}): Promise<string> {
      const { contact } = await json<{ contact: { id: string } }>('POST', '/_emulator/contacts', {
        info: { emails: { items: [{ email }] }, ...info },
      });
      return contact.id;
    },
    /** Raises or orders something over a control route. */
    control: (method: string, path: string, body?: unknown) =>
      json<unknown>(method, `/_emulator/${path}`, body),
    /** Calls Wix's REST API as somebody. */
    rest: (method: string, path: string, body: object | undefined, { token }: { token: string }) =>
      json<unknown>(method, path, body, token),
    requests,
    /** What Wix was asked, in order, once every event has been handled; without what goes on beside. */
    async wire(): Promise<readonly WireCall[]> {
      await emulator.settled();
      const asked = await requests();
      return asked.filter(({ operation }) => !BESIDE.test(operation)).map(toWireCall);
    },
    async events(name: EventRecord['name']): Promise<readonly EventRecord[]> {
      await emulator.settled();
      const { events } = await json<{ events: readonly EventRecord[] }>('GET', '/_emulator/events');
      return events.filter((event) => event.name === name);
    },
    /** Reads somebody's conversation as the business could; opens it if there is none. */
    async conversationOf(participantId: object): Promise<WireConversation> {
      await emulator.settled();
      const { conversation } = await json<{ conversation: Omit<WireConversation, 'messages'> }>(
        'POST',
        '/inbox/v2/conversations',
        { participantId },
        reader.token,
      );
      const query = `conversationId=${conversation.id}&visibility=BUSINESS&sorting.order=ASC&paging.limit=100`;
      const { messages } = await json<Pick<WireConversation, 'messages'>>(
        'GET',
        `/inbox/v2/messages?${query}`,
        undefined,
        reader.token,
      );
      return { ...conversation, messages };
    },
  };
}

function answered(what: string, status: number, text: string): unknown {
  if (status !== 200) throw new Error(`${what} answered ${status}: ${text}`);
  return parse(text);
}

function toWireCall({ operation, identity, body }: RequestRecord): WireCall {
  const called = { call: operation, by: identity?.kind ?? 'none' };
  switch (operation) {
    case 'ConversationsService.GetOrCreateConversation':
      return { ...called, participant: at(body, 'participantId') };
    case 'MessagesService.SendMessage':
      return {
        ...called,
        sendAs: at(body, 'sendAs'),
        direction: at(body, 'message', 'direction'),
        visibility: at(body, 'message', 'visibility'),
      };
    default:
      return called;
  }
}
