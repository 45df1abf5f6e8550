// Wix's API servers as one function from request to response, with or without a socket. Leaves out hosts' differences but paths.
import { randomUUID } from 'node:crypto';
import { SmartRouter } from 'hono/router/smart-router';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { TrieRouter } from 'hono/router/trie-router';
import { openDatabase, type Database } from '../database/open.ts';
import { BLOG_OPERATIONS } from './blog/likes.ts';
import { LIKES_TABLES } from './blog/tables.ts';
import type { Call, Identity, IdentityChange } from './call.ts';
import { createClock, type Clock } from './clock.ts';
import { CONTACT_OPERATIONS } from './contacts/contacts.ts';
import { SUBMITTED_CONTACT_OPERATIONS } from './contacts/submitted-contacts.ts';
import { CONTACTS_TABLES } from './contacts/tables.ts';
import { createEvents, EVENT_TYPES, EVENTS_TABLES, type EmittedEvent, type Events } from './events.ts';
import { createFaults, delay, type Faults } from './faults.ts';
import { CONVERSATION_OPERATIONS } from './inbox/conversations.ts';
import { mergeOnIdentityChange } from './inbox/merge.ts';
import { MESSAGE_OPERATIONS } from './inbox/messages.ts';
import { INBOX_TABLES } from './inbox/tables.ts';
import { MEMBER_OPERATIONS } from './members/members.ts';
import { MEMBERS_TABLES } from './members/tables.ts';
import { OAUTH_TABLES } from './oauth/tables.ts';
import { OAUTH_OPERATIONS } from './oauth/token-endpoints.ts';
import { readToken } from './oauth/tokens.ts';
import type { Operation } from './operation.ts';
import { defaultReadings, type Readings, type ReadingsInput } from './readings.ts';
import { createRequestLog, withoutSecrets, type RequestLog } from './requests.ts';
import { notEmulated, WixApiError, WixValidationError } from './wix-error.ts';

/** A call to Wix: what is left of an HTTP request once nobody needs the socket. */
export interface WixRequest {
  readonly method: string;
  readonly host: string;
  /** Path with its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Wix's answer. */
export interface WixResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every operation that the emulated Wix serves. */
export const OPERATIONS: readonly Operation[] = [
  ...OAUTH_OPERATIONS,
  ...CONVERSATION_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...CONTACT_OPERATIONS,
  ...SUBMITTED_CONTACT_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...BLOG_OPERATIONS,
];

const TABLES = [
  ...OAUTH_TABLES,
  ...EVENTS_TABLES,
  ...CONTACTS_TABLES,
  ...MEMBERS_TABLES,
  ...INBOX_TABLES,
  ...LIKES_TABLES,
];

/** One emulated Wix. */
export interface Wix {
  /** Serves one REST call; never rejects. */
  answer(request: WixRequest): Promise<WixResponse>;
  /** Whether some operation has this path, whatever the verb. */
  serves(path: string): boolean;
  /** Does something as Wix itself would (a sign-up, a like), as one transaction, and delivers its events. */
  act<T>(identity: Identity | undefined, work: (call: Call) => T): Promise<T>;
  readonly database: Database;
  readonly events: Events;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly readings: Readings;
  setReadings(readings: ReadingsInput): void;
  /** Empties every table, the request log, faults and the clock's offset; readings go back to those of the start. */
  reset(): Promise<void>;
  close(): void;
}

/** Body limit of a REST call, in characters. Wix documents none; assumed. */
const MAX_BODY_LENGTH = 1024 * 1024;
const MAX_DEPTH = 64;

/** Starts a Wix over a database file (`:memory:` keeps nothing). */
export function createWix(options: { readonly data: string; readonly readings?: ReadingsInput }): Wix {
  const database = openDatabase(options.data, TABLES);
  const events = createEvents(database);
  const requests = createRequestLog();
  const faults = createFaults();
  const clock = createClock();
  const readings = { ...defaultReadings(), ...options.readings };
  const router = new SmartRouter<Operation>({ routers: [new RegExpRouter(), new TrieRouter()] });
  for (const operation of OPERATIONS) {
    for (const path of operation.paths) {
      router.add(operation.httpMethod, path, operation);
    }
  }

  function createCall(identity: Identity | undefined): Call {
    const call: Call = {
      identity,
      database,
      readings,
      now: () => clock.now(),
      id: () => randomUUID(),
      emit(event: EmittedEvent) {
        events.write({
          ...event,
          ...EVENT_TYPES[event.name],
          id: randomUUID(),
          eventTime: clock.now(),
          identity,
          triggeredByAnonymizeRequest: false,
        });
      },
      identityChanged(change: IdentityChange) {
        mergeOnIdentityChange(call, change);
      },
    };
    return call;
  }

  async function act<T>(identity: Identity | undefined, work: (call: Call) => T): Promise<T> {
    const value = await database.durable(() => work(createCall(identity)));
    events.deliver();
    return value;
  }

  function match(request: WixRequest, url: URL): { operation: Operation; params: Readonly<Record<string, string>> } {
    const [handlers, stash] = router.match(request.method, url.pathname);
    const found = handlers[0];
    if (!found) {
      throw notEmulated(`${request.method} ${url.pathname}`);
    }
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(found[1])) {
      params[name] = typeof value === 'string' ? value : decodeURIComponent(stash?.[value] ?? '');
    }
    return { operation: found[0], params };
  }

  function whoCalls(operation: Operation, token: string | undefined): Identity | undefined {
    const state = token === undefined ? undefined : readToken({ database, now: () => clock.now() }, token);
    if (operation.who.includes('none')) {
      return state?.identity;
    }
    if (!state?.active) {
      throw new WixApiError(401, 'UNAUTHENTICATED', token === undefined ? 'No token was sent' : 'The token is not known or expired');
    }
    if (!operation.who.includes(state.identity.kind)) {
      throw new WixApiError(
        403,
        'PERMISSION_DENIED',
        `${operation.name} may be called by ${operation.who.join(', ')}; the caller is a ${state.identity.kind}`,
      );
    }
    return state.identity;
  }

  async function answer(request: WixRequest): Promise<WixResponse> {
    const began = performance.now();
    const url = new URL(request.path, 'http://wix');
    let name = `${request.method} ${url.pathname}`;
    let identity: Identity | undefined;
    let body: unknown = null;
    let unread: readonly string[] = [];
    let response: WixResponse;
    let refusal: string | undefined;
    try {
      const { operation, params } = match(request, url);
      name = operation.name;
      // Wix's packages send the token as it is; plain REST clients are used to writing "Bearer" before it.
      identity = whoCalls(operation, request.headers['authorization']?.replace(/^Bearer /, ''));
      const input = { ...readBody(request, operation, url), ...params };
      body = withoutSecrets(input);
      const ordered = faults.next(name);
      for (const fault of ordered) {
        if (fault.kind === 'delay') {
          await delay(fault);
        }
      }
      const refused = ordered.find(({ kind }) => kind === 'status');
      if (refused) {
        throw new OrderedStatus(refused.status ?? 500);
      }
      const accepted = operation.accept(input);
      const result = await act(identity, (call) => accepted.run(call));
      unread = accepted.unread();
      if (ordered.some(({ kind }) => kind === 'executed-504')) {
        throw new OrderedStatus(504);
      }
      response = { status: 200, headers: JSON_HEADERS, body: JSON.stringify(result ?? {}) };
    } catch (error) {
      const refused = toResponse(error);
      response = refused.response;
      refusal = refused.code;
    }
    requests.add({
      operation: name,
      method: request.method,
      path: url.pathname,
      status: response.status,
      identity: identity ?? null,
      ms: performance.now() - began,
      body,
      unread,
      ...(refusal === undefined ? {} : { error: refusal }),
    });
    return { ...response, headers: { ...response.headers, 'x-wix-request-id': randomUUID() } };
  }

  return {
    answer,
    serves: (path) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].some((verb) => router.match(verb, path)[0].length > 0),
    act,
    database,
    events,
    requests,
    faults,
    clock,
    readings,
    setReadings(changed) {
      Object.assign(readings, changed);
    },
    async reset() {
      await events.settled();
      await database.durable(() => {
        for (const table of tableNames(database)) {
          database.run(`delete from "${table}"`);
        }
      });
      requests.clear();
      faults.set([]);
      clock.reset();
      Object.assign(readings, defaultReadings(), options.readings);
    },
    close: () => database.close(),
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** An ordered fault: Wix sends system errors without a body worth reading. */
class OrderedStatus extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`ordered status ${String(status)}`);
    this.status = status;
  }
}

function readBody(request: WixRequest, operation: Operation, url: URL): object {
  if (request.method === 'GET' || request.body === '') {
    return operation.decode(url.searchParams);
  }
  if (request.body.length > MAX_BODY_LENGTH) {
    throw new WixApiError(413, 'REQUEST_TOO_LARGE', `The body has ${String(request.body.length)} characters, allowed are ${String(MAX_BODY_LENGTH)}`);
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new WixApiError(400, 'INVALID_JSON', 'The body is not a JSON object');
  }
  refuseDangerous(body);
  return body;
}

/** Refuses bodies nested deeper than 64 and keys that reach prototypes, without recursion. */
function refuseDangerous(body: object): void {
  const stack: { readonly value: object; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.depth > MAX_DEPTH) {
      throw new WixApiError(400, 'INVALID_JSON', `The body is nested deeper than ${String(MAX_DEPTH)}`);
    }
    for (const [key, value] of Object.entries(next.value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw new WixApiError(400, 'INVALID_JSON', `The body has the key "${key}"`);
      }
      if (typeof value === 'object' && value !== null) {
        stack.push({ value, depth: next.depth + 1 });
      }
    }
  }
}

function toResponse(error: unknown): { readonly response: WixResponse; readonly code: string } {
  if (error instanceof WixApiError || error instanceof WixValidationError) {
    return {
      response: { status: error.status, headers: JSON_HEADERS, body: JSON.stringify(error.body) },
      code: error.body.details.applicationError?.code ?? 'VALIDATION',
    };
  }
  if (error instanceof OrderedStatus) {
    return { response: { status: error.status, headers: JSON_HEADERS, body: '{}' }, code: error.message };
  }
  // A defect of the emulator itself: loud on the console, and never mistaken for an answer of Wix's.
  console.error(error);
  const broken = new WixApiError(500, 'EMULATOR_DEFECT', error instanceof Error ? error.message : String(error));
  return { response: { status: 500, headers: JSON_HEADERS, body: JSON.stringify(broken.body) }, code: 'EMULATOR_DEFECT' };
}

function tableNames(database: Database): readonly string[] {
  return database
    .all<{ readonly name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
    .map(({ name }) => name);
}
