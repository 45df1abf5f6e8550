// Wix's API servers as one function from request to response, with or without a socket. Leaves out hosts' differences but paths.
import { randomUUID } from 'node:crypto';
import { SmartRouter } from 'hono/router/smart-router';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { TrieRouter } from 'hono/router/trie-router';
import { emptyTables, openDatabase, type Database } from '../database/database.ts';
import { isPreview, type Call, type Identity, type IdentityChange } from './core/context.ts';
import { createClock, type Clock } from './core/clock.ts';
import { createEvents, type DeliveryOptions, type Events } from './core/events.ts';
import { EVENT_TYPES, type EmittedEvent } from './core/event-types.ts';
import { createFaults, delay, type Faults } from './core/faults.ts';
import { mergeOnIdentityChange } from './inbox/merge-conversations.ts';
import {
  JSON_HEADERS,
  OrderedStatus,
  readBody,
  toResponse,
  type WixRequest,
  type WixResponse,
} from './core/http.ts';
import { OPERATIONS, TABLES } from './operations.ts';
import { readToken, type TokenState } from './oauth/tokens.ts';
import type { Operation } from './core/operation.ts';
import { defaultAssumptions, type Assumptions, type AssumptionsInput } from './core/assumptions.ts';
import { createChannels, type ChannelMessage, type Channels } from './realtime/channels.ts';
import { createRequestLog, withoutSecrets, type RequestLog } from './core/request-log.ts';
import { notEmulated, WixApiError } from './core/wix-error.ts';

/** One emulated Wix. */
export interface Wix {
  /** Serves one REST call; never rejects. */
  answer(request: WixRequest): Promise<WixResponse>;
  /** Whether some operation has this verb and path. */
  serves(method: string, path: string): boolean;
  /** Whether a path looks like one of Wix's APIs, served or not: such a path is answered by Wix, never by the site. */
  looksLikeApi(path: string): boolean;
  /** Does something as Wix itself would (a sign-up, a like), as one transaction, and delivers its events. */
  act<T>(identity: Identity | undefined, work: (call: Call) => T): Promise<T>;
  readonly database: Database;
  readonly events: Events;
  /** Realtime's channels and who listens. */
  readonly channels: Channels;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly readings: Assumptions;
  setReadings(readings: AssumptionsInput): void;
  /**
   * Answers once no call has been under way for a few turns of the event loop: what code sends without waiting for it is
   * done then. After half a second in any case: a call may be held up by a fault.
   */
  idle(): Promise<void>;
  /** Empties every table, the request log, the log of channels, faults and the clock's offset; readings go back to those of the start. */
  reset(): Promise<void>;
  close(): void;
}

/** How long `idle` waits at the most, in milliseconds, and how many turns without a call are quiet. */
const IDLE_MS = 500;
const IDLE_TURNS = 5;

/** Starts a Wix over a database file (`:memory:` keeps nothing). */
export function createWix(options: {
  readonly data: string;
  readonly readings?: AssumptionsInput;
  /** How events are delivered. */
  readonly delivery?: DeliveryOptions;
}): Wix {
  const database = openDatabase(options.data, TABLES);
  const events = createEvents(database, options.delivery);
  const channels = createChannels(() => clock.now());
  const requests = createRequestLog();
  const faults = createFaults();
  const clock = createClock();
  const readings = { ...defaultAssumptions(), ...options.readings };
  const router = new SmartRouter<Operation>({ routers: [new RegExpRouter(), new TrieRouter()] });
  for (const operation of OPERATIONS) {
    for (const path of operation.paths) {
      router.add(operation.httpMethod, path, operation);
    }
  }

  function createCall(identity: Identity | undefined, published: ChannelMessage[]): Call {
    const call: Call = {
      identity,
      database,
      assumptions: readings,
      now: () => clock.now(),
      id: () => randomUUID(),
      emit(event: EmittedEvent) {
        events.write({
          ...event,
          ...EVENT_TYPES[event.name],
          id: randomUUID(),
          eventTime: clock.now(),
          identity,
          ...(isPreview(identity) ? { withheld: 'preview' } : {}),
          triggeredByAnonymizeRequest: false,
        });
      },
      publish: (message) => void published.push(message),
      identityChanged(change: IdentityChange) {
        mergeOnIdentityChange(call, change);
      },
    };
    return call;
  }

  async function act<T>(identity: Identity | undefined, work: (call: Call) => T): Promise<T> {
    const published: ChannelMessage[] = [];
    const value = await database.durable(() => work(createCall(identity, published)));
    events.deliver();
    published.forEach(channels.publish);
    return value;
  }

  function match(
    request: WixRequest,
    url: URL,
  ): { operation: Operation; params: Readonly<Record<string, string>> } {
    const [handlers, stash] = router.match(request.method, url.pathname);
    const found = handlers[0];
    if (!found) {
      throw notEmulated(`${request.method} ${url.pathname}`);
    }
    const params: Record<string, string> = {};
    const given: readonly [string, string | number][] = Object.entries(found[1]);
    for (const [name, value] of given) {
      const text = typeof value === 'number' ? stash?.[value] : value;
      params[name] = decoded(text ?? '');
    }
    return { operation: found[0], params };
  }

  /** @throws {WixApiError} 401 UNAUTHENTICATED, 403 PERMISSION_DENIED */
  function requireCaller(operation: Operation, state: TokenState | undefined): void {
    if (operation.who.includes('none')) {
      return;
    }
    if (!state?.active) {
      throw new WixApiError(
        401,
        'UNAUTHENTICATED',
        'No token was sent, or it is not known or expired',
      );
    }
    if (!operation.who.includes(state.identity.kind)) {
      throw new WixApiError(
        403,
        'PERMISSION_DENIED',
        `${operation.name} may be called by ${operation.who.join(', ')}; the caller is a ${state.identity.kind}`,
      );
    }
  }

  let underWay = 0;

  async function answer(request: WixRequest): Promise<WixResponse> {
    underWay += 1;
    try {
      return await respond(request);
    } finally {
      underWay -= 1;
    }
  }

  async function idle(): Promise<void> {
    const until = performance.now() + IDLE_MS;
    for (let quiet = 0; quiet < IDLE_TURNS && performance.now() < until;) {
      await new Promise((turn) => {
        setImmediate(turn);
      });
      quiet = underWay === 0 ? quiet + 1 : 0;
    }
  }

  async function respond(request: WixRequest): Promise<WixResponse> {
    const began = performance.now();
    // Put behind a host, whatever it begins with: a path of two slashes names no other host.
    const url = new URL(`http://wix${request.path.startsWith('/') ? '' : '/'}${request.path}`);
    let name = `${request.method} ${url.pathname}`;
    let identity: Identity | undefined;
    let body: unknown = null;
    let unread: readonly string[] = [];
    let response: WixResponse;
    let refusal: string | undefined;
    try {
      const { operation, params } = match(request, url);
      name = operation.name;
      const input = { ...readBody(request, operation, url), ...params };
      body = withoutSecrets(input);
      // Wix's packages send the token as it is; plain REST clients are used to writing "Bearer" before it.
      const token = request.headers['authorization']?.replace(/^Bearer /, '') ?? '';
      const state = readToken({ database, now: () => clock.now() }, token);
      identity = state?.identity;
      requireCaller(operation, state);
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
    serves: (method, path) => router.match(method, path)[0].length > 0,
    looksLikeApi: (path) => /^\/(_api|oauth2?)\/|\/v\d+\//.test(path),
    act,
    database,
    events,
    channels,
    requests,
    faults,
    clock,
    readings,
    idle,
    setReadings(changed) {
      Object.assign(readings, changed);
    },
    async reset() {
      await events.settled();
      await database.durable(() => emptyTables(database));
      requests.clear();
      channels.clear();
      faults.set([]);
      clock.reset();
      Object.assign(readings, defaultAssumptions(), options.readings);
    },
    close: () => database.close(),
  };
}

/** @throws {WixApiError} 400 INVALID_PATH if a part of a path is no percent-encoded text */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new WixApiError(400, 'INVALID_PATH', 'The path is not percent-encoded text');
  }
}
